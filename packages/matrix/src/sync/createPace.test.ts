import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { wire } from "../wire.ts";
import { createPace } from "./createPace.ts";
import type { RoomUpdate, SyncUpdate } from "./SyncUpdate.ts";

const me = "@ines:mod.example";
const room: RoomUpdate = {
    ...{ roomId: "!r", membership: "unknown", state: [], strippedState: [], timeline: [], accountData: [] },
    ...{ limited: false, initial: false, expanded: false, prevBatch: null, heroes: null, receipts: null },
    ...{ joinedCount: null, invitedCount: null, activityMs: null },
};
const state = (type: string, key: string): JsonObject => ({ type, state_key: key, content: {} });
const joins = state("m.room.member", "@bob:mod.example");
const update = (told: Partial<RoomUpdate>, toDevice: readonly JsonObject[] = []): SyncUpdate => ({
    ...{ kind: "sliding", rooms: [{ ...room, ...told }], accountData: [], all: true },
    crypto: { toDevice, changedUsers: [], leftUsers: [], oneTimeKeyCounts: null, unusedFallbackKeys: null },
    position: { kind: "sliding", pos: "1", toDevicePos: null, all: true },
});

describe("how soon the server is asked again", () => {
    const restsAfter = (...updates: SyncUpdate[]) => {
        const pace = createPace(createFakeClock(), me, (roomId) => roomId !== "!unlabelled");
        return updates.map((each) => pace.afterMs(each) > 0);
    };
    const filling = (userId: string) => [
        update({ timeline: [state("m.room.member", userId)] }),
        update({ state: [state(wire.presentation, userId)] }),
        update({ timeline: [state(wire.admission, "x")] }),
    ];
    const many = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => filling(`@p${n}:mod.example`));

    it("rests when a room fills, and not for the first eight who come", () => {
        const rests = restsAfter(...many, ...filling("@ninth:mod.example"));
        expect(rests.map(Number).join("")).toBe(`${"0".repeat(24)}111`);
    });

    it("does not for few people who come, show and leave again and again", () => {
        const rests = restsAfter(...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(() => filling("@bob:mod.example")));
        expect(rests).not.toContain(true);
    });

    it("rests after a charter that changes, for what a room that is opened says next", () => {
        expect(restsAfter(update({ timeline: [state(wire.charter, "")] }))).toEqual([true]);
    });

    it("does not once it has been quiet", async () => {
        const clock = createFakeClock();
        const pace = createPace(clock, me, () => true);
        for (const each of many) pace.afterMs(each);
        await clock.advance(10_000);
        expect(pace.afterMs(update({ timeline: [joins] }))).toBe(0);
    });

    it.each([
        ["a message", update({ timeline: [joins, { type: "m.room.encrypted", content: {} }] })],
        [
            "a charter with words",
            update({ timeline: [state(wire.charter, ""), { type: "m.room.encrypted", content: {} }] }),
        ],
        ["a room's first charter", update({ initial: true, state: [state(wire.charter, "")] })],
        ["a name", update({ state: [state("m.room.encrypted", "m.room.name:")] })],
        ["one's own joining", update({ timeline: [state("m.room.member", me)] })],
        ["an invitation", update({ strippedState: [joins] })],
        ["a room told of for the first time", update({ initial: true, timeline: [joins] })],
        ["somebody's joining where keys go to everybody", update({ roomId: "!unlabelled", timeline: [joins] })],
        ["a message to this device", update({ timeline: [joins] }, [{ type: "m.room.encrypted" }])],
    ])("never after %s", (_what, told) => {
        expect(restsAfter(...many, ...filling("@ninth:mod.example"), told).at(-1)).toBe(false);
    });
});
