import { err, ok } from "@valise/base";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import { createDeskLeavers } from "./createDeskLeavers.ts";

const said = (user: string, atMs: number, content: JsonObject = { ended: true }): JsonObject => ({
    ...{ type: wire.trustLeaver, state_key: user.slice(1), content, origin_server_ts: atMs },
});

function open(answers: (JsonObject[] | "down")[], isNeeded = true) {
    const asked: string[] = [];
    let nowMs = 1_000_000;
    let changes = 0;
    const requestList = async (path: string) => {
        asked.push(path);
        const state = answers.shift() ?? [];
        return state === "down" ? err({ kind: "no-answer" as const }) : ok(state);
    };
    const leavers = createDeskLeavers({
        ...{ http: { requestList } as never, roomId: "!trust", isNeeded: () => isNeeded, nowMs: () => nowMs },
        isColleague: (user) => user.endsWith(":mfa.example"),
        changed: () => void changes++,
    });
    const later = async (ms = 0) => {
        nowMs += ms;
        leavers.synced();
        await new Promise((done) => setTimeout(done));
    };
    return { leavers, later, asked, changes: () => changes };
}

describe("whose revocation the administrator asks for", () => {
    it("is read from the trust room's state: colleagues alone, and nothing that is something else", async () => {
        const events = [
            said("@ana:mfa.example", 30),
            said("@paul:mod.example", 30),
            said("@ben:mfa.example", 30, {}),
            { ...said("@eve:mfa.example", 30), type: "m.room.message" },
        ];
        const { leavers, later, asked, changes } = open([events]);
        await later();
        expect(["ana:mfa", "ben:mfa", "eve:mfa"].map((user) => leavers.askedAtMs(`@${user}.example`))).toEqual([
            ...[30, null, null],
        ]);
        expect([leavers.askedAtMs("@paul:mod.example"), changes()]).toEqual([null, 1]);
        expect(asked).toEqual(["/_matrix/client/v3/rooms/!trust/state"]);
    });

    it("stands until it is taken back, of however many people", async () => {
        const many = Array.from({ length: 500 }, (_, at) => said(`@p${at}:mfa.example`, 10));
        const back = [said("@p0:mfa.example", 20, {}), ...many.slice(1)];
        const { leavers, later, changes } = open([many, back, "down", back]);
        await later();
        expect([leavers.askedAtMs("@p0:mfa.example"), leavers.askedAtMs("@p499:mfa.example")]).toEqual([10, 10]);
        await later(61_000);
        for (const _ of ["down", "same"]) {
            expect([leavers.askedAtMs("@p0:mfa.example"), leavers.askedAtMs("@p499:mfa.example")]).toEqual([null, 10]);
            await later(61_000);
        }
        expect(changes()).toBe(2);
    });

    it("is asked for once a minute, also after the server was away, and by desks alone", async () => {
        const { leavers, later, asked } = open(["down", [said("@ana:mfa.example", 5)]]);
        await later();
        await later(59_000);
        expect(asked).toHaveLength(1);
        await later(2000);
        expect(leavers.askedAtMs("@ana:mfa.example")).toBe(5);
        const other = open([[said("@ana:mfa.example", 5)]], false);
        await other.later();
        expect(other.asked).toEqual([]);
    });
});
