import { err, ok } from "@valise/base";
import { expect, it } from "vitest";
import type { AdminHttp } from "./createAdminHttp.ts";
import { observeNamed } from "./observeServer.ts";

const whose = { stewardId: "@steward:mfa.example", community: "c", registerId: "!register", adopted: new Map() };
const answered = (status: number) =>
    err({
        ...{ kind: "answered" as const, status, errcode: "M_NOT_FOUND", softLogout: false },
        ...{ retryAfterMs: null, retryAfter: null, body: null },
    });

/** Answers the rooms that are asked for first last. */
function serverWith(statusOf: (roomId: string) => number): AdminHttp {
    let waitMs = 30;
    return {
        async get(path) {
            waitMs -= 10;
            await new Promise((done) => setTimeout(done, waitMs));
            const roomId = decodeURIComponent(path.split("/").at(-2) ?? "");
            const create = { type: "m.room.create", state_key: "", sender: "@ana:mfa.example", content: {} };
            return statusOf(roomId) === 200 ? ok({ state: [create] }) : answered(statusOf(roomId));
        },
        send: async () => answered(404),
        serverTimeMs: () => 0,
    };
}

it("tells of rooms in the order they were asked for, without those that are not there", async () => {
    const admin = serverWith((roomId) => (roomId === "!gone" ? 404 : 200));
    const seen = await observeNamed(admin, whose, ["!a", "!gone", "!b", "!register"]);
    expect(seen.ok && seen.value.map(({ roomId }) => roomId)).toEqual(["!a", "!b"]);
});

it("fails where one room cannot be read", async () => {
    const admin = serverWith((roomId) => (roomId === "!b" ? 500 : 200));
    expect(await observeNamed(admin, whose, ["!a", "!b"])).toMatchObject({ error: { kind: "refused", status: 500 } });
});
