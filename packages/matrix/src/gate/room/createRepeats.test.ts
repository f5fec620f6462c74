import { ok } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../json.ts";
import type { OutboxDraft } from "../../outbox/OutboxEntry.ts";
import { applyState } from "../../rooms/applyState.ts";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import { createRepeats } from "./createRepeats.ts";
import { takeGateEvent } from "./GateEvents.ts";

const ROOM = "!room:mfa.example";
const [anna, bob, ben] = ["@anna:mfa.example", "@bob:mod.example", "@ben:mod.example"] as const;
const turns = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

function bench(myUserId: string) {
    const clock = createFakeClock();
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    const asked: unknown[] = [];
    const written: { path: string; body: JsonObject }[] = [];
    const outbox = {
        enqueue: async ({ payload }: OutboxDraft) => {
            if (payload.kind !== "to-device" || payload.encrypt) throw new Error("only in clear");
            return ok(asked.push(payload.messages));
        },
    };
    const http = {
        async request(_: string, path: string, { body }: { body?: unknown } = {}) {
            written.push({ path, body: body as JsonObject });
            return ok({});
        },
    };
    const came = [anna, bob, ben];
    const join = (userId: string) =>
        applyState(
            entry,
            { type: "m.room.member", state_key: userId, sender: userId, content: { membership: "join" } },
            myUserId,
        );
    const establish = async () => {
        for (const userId of came) join(userId);
        entry.membersComplete = true;
    };
    const repeats = createRepeats({ http, outbox: outbox as never, clock, book, myUserId, establish });
    const tell = async (type: string, stateKey: string, sender: string, content: JsonObject) => {
        applyState(entry, { type, state_key: stateKey, sender, content }, myUserId);
        book.changed(ROOM);
        await turns();
    };
    const pass = async (ms: number) => {
        clock.advance(ms);
        await turns();
    };
    for (const userId of came) join(userId);
    entry.gate.complete = true;
    const ask = (senderId: string, type: string, key: string) => repeats.asked(senderId, { room: ROOM, type, key });
    return { entry, asked, written, tell, pass, ask, join };
}

it("is written again also for somebody who came before, into a room whose members nobody asked for", async () => {
    const { entry, tell, ask, written } = bench(anna);
    await tell(wire.presentation, anna, anna, { presentation: "P" });
    entry.members.delete(ben);
    await ask("@mallory:mod.example", wire.presentation, anna);
    expect(written).toEqual([]);
    entry.members.delete(ben);
    entry.membersComplete = false;
    await ask(ben, wire.presentation, anna);
    expect(written).toMatchObject([{ body: { presentation: "P" } }]);
});

describe("state that one's own homeserver holds without its content", () => {
    const wanted = { [anna]: { "*": { room: ROOM, type: wire.presentation, key: anna } } };

    it("is asked of whoever wrote it, until it is there", async () => {
        const { asked, tell, pass } = bench(ben);
        await tell(wire.presentation, anna, anna, {});
        await pass(0);
        expect(asked).toEqual([wanted]);
        await pass(5_000);
        expect(asked).toEqual([wanted, wanted]);
        await tell(wire.presentation, anna, anna, { presentation: "P", again: 1 });
        await pass(3_600_000);
        expect(asked).toHaveLength(2);
    });

    it("is asked for at once, also while something older is asked for ever less often", async () => {
        const { asked, tell, pass } = bench(ben);
        await tell(wire.presentation, anna, anna, {});
        await pass(0);
        for (let seconds = 0; seconds < 300; seconds++) await pass(1_000);
        const before = asked.length;
        await tell(wire.presentation, bob, bob, {});
        await pass(0);
        const newer = { [bob]: { "*": { room: ROOM, type: wire.presentation, key: bob } } };
        expect(asked.slice(before)).toEqual([newer]);
    });

    it("is asked for by the first of a homeserver, and by the next when that one stays silent", async () => {
        const { asked, tell, pass } = bench(bob);
        await tell(wire.presentation, anna, anna, {});
        await pass(2_999);
        expect(asked).toEqual([]);
        await pass(1);
        expect(asked).toEqual([wanted]);
    });

    it("is not asked for where it came whole before, nor of who has left", async () => {
        const { asked, tell, pass } = bench(ben);
        await tell(wire.admission, "k", anna, { payload: "p", kind: "admission", by: [] });
        await tell(wire.admission, "k", anna, {});
        await tell("m.room.member", anna, anna, { membership: "leave" });
        await tell(wire.presentation, anna, anna, {});
        await pass(60_000);
        expect(asked).toEqual([]);
    });
});

describe("somebody who is in a labelled room and shows nothing", () => {
    const of = (userId: string) => ({ [userId]: { "*": { room: ROOM, type: wire.presentation, key: userId } } });

    it("is asked for what may never have come here, until it does or they have nothing", async () => {
        const { entry, asked, tell, pass } = bench(ben);
        entry.record.charterTold = true;
        await tell("m.room.member", anna, anna, { membership: "join" });
        await pass(4_999);
        expect(asked).toEqual([]);
        await pass(1);
        expect(asked).toEqual([of(anna)]);
        await pass(5_000);
        expect(asked).toEqual([of(anna), of(anna)]);
        for (let minutes = 0; minutes < 60; minutes++) await pass(60_000);
        expect(asked).toEqual(Array.from({ length: 6 }, () => of(anna)));
        await tell("m.room.member", anna, anna, { membership: "join" });
        await pass(60_000);
        expect(asked).toHaveLength(6);
    });

    it("is asked no longer once it is there, nor for what one's own homeserver must have", async () => {
        const { entry, asked, tell, pass } = bench(ben);
        entry.record.charterTold = true;
        await tell("m.room.member", bob, bob, { membership: "join" });
        await pass(5_000);
        await tell(wire.presentation, anna, anna, { presentation: "P", again: 1 });
        await pass(3_600_000);
        expect(asked).toEqual([of(anna)]);
    });

    it("is asked each from when they came, twenty at once, whoever was not asked yet before others", async () => {
        const { entry, asked, tell, pass } = bench(ben);
        entry.record.charterTold = true;
        entry.members.delete(anna);
        const names = () => asked.map((one) => Object.keys(one as object));
        await tell("m.room.member", "@p0:mfa.example", "@p0:mfa.example", { membership: "join" });
        await pass(4_000);
        for (let at = 1; at < 25; at++)
            await tell("m.room.member", `@p${at}:mfa.example`, `@p${at}:mfa.example`, { membership: "join" });
        await pass(1_000);
        expect(names()).toEqual([["@p0:mfa.example"]]);
        await pass(4_000);
        expect(names().map(({ length }) => length)).toEqual([1, 20]);
        await pass(5_000);
        expect(names().map(({ length }) => length)).toEqual([1, 20, 1, 20]);
        expect(new Set(names().flat()).size).toBe(25);
    });

    it("is given longer among many, as what they show takes longer to arrive", async () => {
        const { entry, asked, tell, pass, join } = bench(ben);
        entry.record.charterTold = true;
        for (let at = entry.members.size; at < 300; at++) join(`@x${at}:mod.example`);
        await tell("m.room.member", anna, anna, { membership: "join" });
        await pass(29_999);
        expect(asked).toEqual([]);
        await pass(1);
        expect(asked).toEqual([of(anna)]);
    });

    it("is asked for nothing in a room without a label, nor by those behind the first of a homeserver", async () => {
        const plain = bench(ben);
        await plain.tell("m.room.member", anna, anna, { membership: "join" });
        await plain.pass(3_600_000);
        expect(plain.asked).toEqual([]);
        const second = bench(bob);
        second.entry.record.charterTold = true;
        await second.tell("m.room.member", anna, anna, { membership: "join" });
        await second.pass(7_999);
        expect(second.asked).toEqual([]);
        await second.pass(1);
        expect(second.asked).toEqual([of(anna)]);
    });
});

describe("whoever is asked", () => {
    const shown = async () => {
        const made = bench(anna);
        await made.tell(wire.presentation, anna, anna, { presentation: "P" });
        return made;
    };

    /** When something was written, while somebody asks every second. */
    const secondsOf = async ({ written, ask, pass }: ReturnType<typeof bench>, untilS: number) => {
        const seconds: number[] = [];
        for (let second = 0; second < untilS; second++) {
            const before = written.length;
            await ask(second % 2 === 0 ? bob : ben, wire.presentation, anna);
            if (written.length > before) seconds.push(second);
            await pass(1_000);
        }
        return seconds;
    };

    it("writes the same again, as another event, which says no more than before", async () => {
        const { written, ask, entry } = await shown();
        await ask(bob, wire.presentation, anna);
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(ROOM)}/state/${wire.presentation}/${encodeURIComponent(anna)}`;
        expect(written).toEqual([{ path, body: { presentation: "P", again: expect.any(Number) } }]);
        expect(takeGateEvent(entry.gate, wire.presentation, anna, written[0]?.body ?? {}, anna)).toBe(false);
    });

    it("does so only for members, and only for their own", async () => {
        const { written, ask, tell } = await shown();
        await ask("@eve:elsewhere.example", wire.presentation, anna);
        await tell(wire.presentation, bob, bob, { presentation: "B" });
        await ask(bob, wire.presentation, bob);
        await ask(bob, wire.charter, "");
        await ask(bob, "m.room.topic", "");
        expect(written).toEqual([]);
    });

    it("does so ever less often while everybody asks, and for one homeserver only so many times", async () => {
        expect(await secondsOf(await shown(), 3_600)).toEqual([0, 4, 12, 28, 60, 124, 252, 508]);
    });

    it("waits longer from the start where many are told of it", async () => {
        const made = await shown();
        for (let at = 0; at < 297; at++) made.join(`@p${at}:mod.example`);
        expect(await secondsOf(made, 3_600)).toEqual([0, 24, 72, 168, 360, 744, 1_344, 1_944]);
    });

    it("hears among many what was asked before it had shown anything, and lets that be", async () => {
        const made = bench(anna);
        for (let at = made.entry.members.size; at < 300; at++) made.join(`@p${at}:mod.example`);
        await made.tell(wire.presentation, anna, anna, { presentation: "P" });
        expect(await secondsOf(made, 60)).toEqual([20, 44]);
        await made.tell(wire.presentation, anna, anna, { presentation: "P", again: 1 });
        expect(await secondsOf(made, 60)).toEqual([32]);
    });

    it("writes a statement again where its power allows that", async () => {
        const { entry, written, tell, ask } = bench(anna);
        await tell(wire.admission, "k", bob, { payload: "p", kind: "admission", by: [] });
        await ask(bob, wire.admission, "k");
        expect(written).toEqual([]);
        entry.record.powerLevels = { users: { [anna]: 50 } };
        await ask(bob, wire.admission, "k");
        expect(written.map(({ body }) => body)).toEqual([
            { payload: "p", kind: "admission", by: [], again: expect.any(Number) },
        ]);
        await tell(wire.admission, "k", anna, written[0]?.body ?? {});
        expect(entry.gate.admissions.size).toBe(1);
    });
});
