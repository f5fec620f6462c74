import { rungOf } from "../answer/AnswerRecord.ts";
import type { Answer } from "../answer/wire.ts";
import { broadcastKey } from "../broadcast/Broadcast.ts";
import type { Ledger } from "./Ledger.ts";
import type { CoverageRung, LedgerEntry, Reach, RungCounts } from "./wire.ts";

/** Where one addressee stands, and why. */
export interface PersonRung {
    readonly sub: string;
    readonly rung: CoverageRung;
    /** Refusal code, where the key was withheld. */
    readonly code?: string;
    readonly answer?: Answer;
    readonly answeredS?: number;
}

const unreached: Readonly<Record<Reach, CoverageRung>> = {
    "no-device": "no-device",
    "key-withheld": "key-withheld",
    keyed: "not-delivered",
};

/**
 * The rung of each addressee of a broadcast whom the ledger names (SPEC 8.1): what their devices said goes before what the
 * sender's manifest said. People who answered without being in the manifest count as addressed.
 */
export function personRungs(ledger: Ledger, broadcast: string): ReadonlyMap<string, PersonRung> {
    const rungs = new Map<string, PersonRung>();
    const entries = [...ledger.values()];
    const events = new Set<string>();
    for (const entry of entries) {
        if (entry.t === "addressed" && broadcastKey(entry.broadcast) === broadcast)
            rungs.set(entry.who, byManifest(entry));
        if (entry.t === "event" && broadcastKey(entry.broadcast) === broadcast) events.add(entry.event);
    }
    for (const entry of entries) {
        if (entry.t === "undecryptable" && events.has(entry.event))
            rungs.set(entry.who, { sub: entry.who, rung: "undecryptable" });
    }
    for (const entry of entries) {
        if (entry.t !== "answer" || broadcastKey(entry.broadcast) !== broadcast) continue;
        const rung = rungOf(entry.record);
        if (rung === undefined) continue;
        const { answer, answeredS } = entry.record;
        rungs.set(entry.who, {
            sub: entry.who,
            rung,
            ...(answer !== undefined && { answer }),
            ...(answeredS !== undefined && { answeredS }),
        });
    }
    return rungs;
}

const byManifest = ({ who, reach, code }: Extract<LedgerEntry, { t: "addressed" }>): PersonRung => ({
    sub: who,
    rung: unreached[reach],
    ...(code !== undefined && { code }),
});

const memberOfRung: Readonly<Record<CoverageRung, Exclude<keyof RungCounts, "addressed">>> = {
    "no-device": "noDevice",
    "key-withheld": "noKey",
    "not-delivered": "notDelivered",
    undecryptable: "undecryptable",
    delivered: "delivered",
    seen: "seen",
    acknowledged: "acknowledged",
    "cannot-comply": "cannotComply",
};

const none: RungCounts = {
    addressed: 0,
    noDevice: 0,
    noKey: 0,
    notDelivered: 0,
    undecryptable: 0,
    delivered: 0,
    seen: 0,
    acknowledged: 0,
    cannotComply: 0,
};

/** Each person once, on their rung. */
export function countRungs(people: Iterable<PersonRung>): RungCounts {
    const counts = { ...none };
    for (const { rung } of people) {
        counts.addressed += 1;
        counts[memberOfRung[rung]] += 1;
    }
    return counts;
}

export function addCounts(all: readonly RungCounts[]): RungCounts {
    const total = { ...none };
    for (const counts of all)
        for (const member of Object.keys(none) as (keyof RungCounts)[]) total[member] += counts[member];
    return total;
}
