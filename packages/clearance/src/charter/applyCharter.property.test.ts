import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charterOf, testPolicies } from "../../test/charters.ts";
import { MFA, MOD } from "../../test/world.ts";
import { applyCharter, type CharterPins, effectiveCharter } from "./applyCharter.ts";
import type { Charter } from "./Charter.ts";
import { joinCharters } from "./effectiveCharter.ts";

const LEVELS = ["NP", "DR", "S"] as const;
const INTEL = "urn:valise:agency:intel";

interface Draft {
    readonly parents: readonly number[];
    readonly level: number;
    readonly restrictive: boolean;
    readonly agencies: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
    parents: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
    level: fc.nat(2),
    restrictive: fc.boolean(),
    agencies: fc.nat(2),
});

/**
 * A history as honest signers make it: each charter follows one to three earlier ones and is no wider than they are. `seq`
 * is one more than the highest followed, so partitions of different length come out too.
 */
function historyOf(drafts: readonly Draft[]): Charter[] {
    const history = [charterOf("c00", { gate: { agencies: [MFA, MOD, INTEL], lvl: "NP" } })];
    for (const [index, { parents, level, restrictive, agencies }] of drafts.entries()) {
        const followed = [...new Set(parents.map((parent) => parent % history.length))].flatMap(
            (at) => history[at] ?? [],
        );
        const base = joinCharters(testPolicies, followed);
        if (base === undefined) continue;
        const seq = Math.max(...followed.map((each) => each.seq)) + 1;
        const lvl = LEVELS[Math.max(level, LEVELS.indexOf(base.label.lvl as (typeof LEVELS)[number]))] ?? "S";
        const kept = [MFA, MOD, INTEL].slice(0, 3 - agencies).filter((id) => base.agencies.includes(id));
        const cat = restrictive || base.label.cat.MENTION !== undefined ? { MENTION: ["SF"] } : {};
        const gate = { epoch: seq, lvl, cat, agencies: kept.includes(MFA) ? kept : [MFA] };
        const prev = followed.map(({ digest }) => digest);
        history.push(charterOf(`c${String(index + 1).padStart(2, "0")}`, { seq, prev, gate }));
    }
    return history;
}

/** Offers charters in the order given, again and again until nothing changes, as clients that keep and re-offer do. */
function settle(first: Charter, offers: readonly Charter[]): CharterPins {
    let outcome = applyCharter(undefined, first, {}, testPolicies);
    for (let before = ""; before !== JSON.stringify(outcome.pins); ) {
        before = JSON.stringify(outcome.pins);
        for (const charter of offers) outcome = applyCharter(outcome.pins, charter, {}, testPolicies);
    }
    if (outcome.pins === undefined) throw new Error("the first charter must pin");
    return outcome.pins;
}

const headsOf = ({ heads }: CharterPins): string[] => heads.map(({ digest }) => digest).sort();

const histories = fc
    .array(draft, { minLength: 1, maxLength: 7 })
    .map(historyOf)
    .chain((history) => fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })));

describe("charter pins, whatever servers hide, reorder and replay", () => {
    it("end at the charters that no other follows, in any order of arrival", () => {
        fc.assert(
            fc.property(histories, ([history, order]) => {
                const [first] = history;
                if (first === undefined) return;
                const followed = new Set(history.flatMap(({ prev }) => prev));
                const unfollowed = history.filter(({ digest }) => !followed.has(digest)).map(({ digest }) => digest);
                expect(headsOf(settle(first, order))).toEqual(unfollowed.sort());
            }),
            { numRuns: 300 },
        );
    });

    it("never let a level, a restrictive value or an agency go without RELEASE, at any step", () => {
        fc.assert(
            fc.property(histories, fc.infiniteStream(fc.nat(20)), ([history, order], picks) => {
                const [first] = history;
                if (first === undefined) return;
                let pins = applyCharter(undefined, first, {}, testPolicies).pins;
                let before = pins && effectiveCharter(pins, testPolicies);
                for (let step = 0; step < 20 && pins !== undefined && before !== undefined; step++) {
                    const charter = order[(picks.next().value ?? 0) % order.length] ?? first;
                    pins = applyCharter(pins, charter, {}, testPolicies).pins;
                    const after = pins && effectiveCharter(pins, testPolicies);
                    if (after === undefined) return;
                    expect(LEVELS.indexOf(after.label.lvl as "NP")).toBeGreaterThanOrEqual(
                        LEVELS.indexOf(before.label.lvl as "NP"),
                    );
                    expect(before.label.cat.MENTION === undefined || after.label.cat.MENTION !== undefined).toBe(true);
                    expect(after.agencies.filter((id) => !before?.agencies.includes(id))).toEqual([]);
                    before = after;
                }
            }),
            { numRuns: 300 },
        );
    });

    it("do not move when a history already known is replayed", () => {
        fc.assert(
            fc.property(histories, ([history, order]) => {
                const [first] = history;
                if (first === undefined) return;
                const pins = settle(first, history);
                for (const charter of order) {
                    expect(applyCharter(pins, charter, {}, testPolicies).kind).not.toBe("pinned");
                }
            }),
            { numRuns: 100 },
        );
    });
});
