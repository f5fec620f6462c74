import { joinRecords } from "../answer/AnswerRecord.ts";
import { canonicalJson } from "../encoding/canonicalJson.ts";
import type { LedgerEntry, Reach } from "./wire.ts";

type Of<T extends LedgerEntry["t"]> = Extract<LedgerEntry, { t: T }>;

const reachOrder: readonly Reach[] = ["no-device", "key-withheld", "keyed"];

/**
 * Two entries of one slot in one (SPEC 7.3): the least upper bound, hence commutative, associative and idempotent. Entries of
 * different kinds never share a slot; joining them is a defect.
 */
export function joinEntries(a: LedgerEntry, b: LedgerEntry): LedgerEntry {
    if (a.t === "answer" && b.t === "answer") return { ...a, record: joinRecords(a.record, b.record) };
    if (a.t === "addressed" && b.t === "addressed") return larger(a, b, ({ reach }) => reachOrder.indexOf(reach));
    if (a.t === "event" && b.t === "event") return larger(a, b, () => 0);
    if (a.t === "undecryptable" && b.t === "undecryptable") return larger(a, b, ({ atS }) => -atS);
    if (a.t === "counts" && b.t === "counts") return larger(a, b, ({ iat }) => iat);
    if (a.t === "manifest" && b.t === "manifest") return larger(a, b, ({ addressed }) => addressed);
    if (a.t === "step" && b.t === "step") return larger(a, b, ({ atS }) => -atS);
    if (a.t === "unreached" && b.t === "unreached") return larger(a, b, ({ atS }) => -atS);
    if (a.t === "pause" && b.t === "pause") return larger(a, b, ({ rev }) => rev);
    if (a.t === "alive" && b.t === "alive") return larger(a, b, ({ untilS }) => untilS);
    if (a.t === "released" && b.t === "released") return larger(a, b, ({ atS }) => atS);
    throw new Error("entries of different slots do not join");
}

/** The one of higher rank; of equal rank the greater by its canonical text, so that all choose the same. */
function larger<T extends Of<LedgerEntry["t"]>>(a: T, b: T, rank: (entry: T) => number): T {
    const difference = rank(a) - rank(b);
    if (difference !== 0) return difference > 0 ? a : b;
    return canonicalJson(a) >= canonicalJson(b) ? a : b;
}
