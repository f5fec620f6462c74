import { BROADCAST_ROLE, type BroadcastBook, keyOf, type ReceivedBroadcast } from "@valise/crisis";
import { expect, it } from "vitest";
import type { BroadcastRecord } from "./BroadcastRecord.ts";
import { newestFirst } from "./newestFirst.ts";

const sub = "@watch:intel.example";

/** Of one sender in one room, as far as the order looks at it. */
function record(id: string, iat: number, msgType = "alert", refs: readonly string[] = [], roles = [BROADCAST_ROLE]) {
    const wire = { id, iat, msgType, status: "actual", refs: refs.map((each) => ({ id: each, sub })) };
    const received = { room: "!r:x", author: { sub, agency: "intel", roles }, wire } as unknown as ReceivedBroadcast;
    return { received } as unknown as BroadcastRecord;
}

function shown(records: readonly BroadcastRecord[]): readonly string[] {
    const book: BroadcastBook = new Map(records.map(({ received }) => [keyOf(received), received]));
    return newestFirst(records, book).map(({ received }) => received.wire.id);
}

it("puts the newest first, and within one second what still stands", () => {
    const [road, airport] = [record("road", 7), record("airport", 7)];
    const open = record("open", 7, "cancel", ["road"]);
    for (const order of [
        [road, open, airport],
        [airport, road, open],
        [open, airport, road],
    ]) {
        expect(shown(order)[0]).toBe("airport");
        expect(shown([...order, record("later", 8)])[0]).toBe("later");
    }
    expect(shown([airport, record("update", 7, "update", ["airport"])])).toEqual(["update", "airport"]);
});

it("lets nobody put another's broadcast below who may not end it", () => {
    const [road, airport] = [record("road", 7), record("airport", 7)];
    expect(shown([airport, road, record("false", 6, "update", ["airport"], [])])).toEqual(["airport", "road", "false"]);
});
