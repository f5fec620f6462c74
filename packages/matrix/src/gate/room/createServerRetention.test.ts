import { ok } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { applyState } from "../../rooms/applyState.ts";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import type { RoomGate } from "./createRoomGate.ts";
import { createServerRetention } from "./createServerRetention.ts";

const ROOM = "!room:mfa.example";
const [anna, bob] = ["@anna:mfa.example", "@bob:mod.example"] as const;
const DAY_S = 86_400;

function bench(myUserId: string, users: Readonly<Record<string, number>> = { [anna]: 50 }) {
    const clock = createFakeClock();
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    const written: unknown[] = [];
    const charter = { retention: { maxAgeS: DAY_S as number | null, hold: false } };
    const told = (type: string, stateKey: string, content: object) =>
        applyState(entry, { type, state_key: stateKey, sender: anna, content: { ...content } }, myUserId);
    const http = {
        async request(method: string, path: string, { body }: { body?: unknown } = {}) {
            written.push([method, decodeURIComponent(path), body]);
            told("m.room.retention", "", body as object);
            return ok({});
        },
    };
    const retention = createServerRetention({ http, clock, myUserId, entry: book.get });
    const gate = { roomId: ROOM, state: () => ({ charter }) } as unknown as RoomGate;
    for (const userId of [anna, bob]) told("m.room.member", userId, { membership: "join" });
    told("m.room.power_levels", "", { users });
    entry.gate.complete = true;
    const pass = (ms: number) => {
        retention.consider(gate);
        clock.advance(ms);
    };
    return { charter, written, pass, told };
}

const put = (body: object) => ["PUT", `/_matrix/client/v3/rooms/${ROOM}/state/m.room.retention/`, body];

describe("what a room's servers are told to keep", () => {
    it("is what the charter says, once, and everything under a legal hold", () => {
        const { charter, written, pass } = bench(anna);
        pass(0);
        pass(3_600_000);
        expect(written).toEqual([put({ max_lifetime: DAY_S * 1000 })]);
        charter.retention = { maxAgeS: DAY_S, hold: true };
        pass(0);
        expect(written.slice(1)).toEqual([put({})]);
    });

    it("is nothing where the charter sets no limit and none was told", () => {
        const { charter, written, pass } = bench(anna);
        charter.retention = { maxAgeS: null, hold: false };
        pass(3_600_000);
        expect(written).toEqual([]);
    });

    it("is left to the one with the most power, and taken over when that one stays silent", () => {
        const { written, pass } = bench(bob, { [anna]: 100, [bob]: 50 });
        pass(19_999);
        expect(written).toEqual([]);
        pass(1);
        expect(written).toHaveLength(1);
        const { written: byNobody, pass: passIdle } = bench(bob);
        passIdle(3_600_000);
        expect(byNobody).toEqual([]);
    });

    it("is put back when somebody changes it, but never in a fight", () => {
        const { written, pass, told } = bench(anna);
        pass(0);
        for (let minute = 0; minute < 30; minute++) {
            told("m.room.retention", "", { max_lifetime: 1 });
            pass(60_000);
        }
        expect(written.length).toBeGreaterThan(1);
        expect(written.length).toBeLessThan(5);
    });
});
