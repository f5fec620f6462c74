import { ok } from "@valise/base";
import { expect, it } from "vitest";
import type { AdminHttp } from "./createAdminHttp.ts";
import { observeLinks } from "./observeLinks.ts";

const destinations = "/_synapse/admin/v1/federation/destinations";
const answers: Readonly<Record<string, object>> = {
    [`${destinations} 0`]: {
        destinations: [{ destination: "mod.example", failure_ts: null, last_successful_stream_ordering: 9 }],
        next_token: "1",
    },
    [`${destinations} 1`]: {
        destinations: [
            {
                ...{ destination: "intel.example", failure_ts: 500, last_successful_stream_ordering: 7 },
                ...{ retry_last_ts: 600, retry_interval: 40 },
            },
            { destination: "new.example", failure_ts: 500, last_successful_stream_ordering: null },
        ],
    },
    [`${destinations}/intel.example/rooms 0`]: {
        rooms: [
            { room_id: "!a", stream_ordering: 7 },
            { room_id: "!b", stream_ordering: 8 },
        ],
        next_token: "2",
    },
    [`${destinations}/intel.example/rooms 2`]: { rooms: [{ room_id: "!c", stream_ordering: 12 }] },
    [`${destinations}/new.example/rooms 0`]: { rooms: [{ room_id: "!a", stream_ordering: 7 }] },
};

it("counts rooms in which something waits for whom nothing reaches, page by page, and asks nothing more of the rest", async () => {
    const asked: string[] = [];
    const admin: AdminHttp = {
        async get(path, query) {
            const question = `${path} ${query?.from}`;
            asked.push(question);
            const answer = answers[question];
            if (answer === undefined) throw new Error(question);
            return ok({ ...answer });
        },
        send: () => Promise.reject(new Error("nothing is changed")),
        serverTimeMs: () => 0,
    };
    expect(await observeLinks(admin)).toEqual(
        ok([
            { serverName: "mod.example", failingSinceMs: null, retryAtMs: null, waitingRooms: null },
            { serverName: "intel.example", failingSinceMs: 500, retryAtMs: 640, waitingRooms: 2 },
            { serverName: "new.example", failingSinceMs: 500, retryAtMs: null, waitingRooms: 1 },
        ]),
    );
    expect(asked.sort()).toEqual(Object.keys(answers).sort());
});
