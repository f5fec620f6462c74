import { type BroadcastBook, standingOf } from "@valise/crisis";
import type { BroadcastRecord } from "./BroadcastRecord.ts";

/** What is over, and a cancellation, is not what stands on top of that which was said in the same second. */
export function newestFirst(records: Iterable<BroadcastRecord>, book: BroadcastBook): readonly BroadcastRecord[] {
    const isOver = ({ received }: BroadcastRecord) =>
        received.wire.msgType === "cancel" || standingOf(book, received).kind !== "in-force";
    return [...records].sort(
        (a, b) => b.received.wire.iat - a.received.wire.iat || Number(isOver(a)) - Number(isOver(b)),
    );
}
