import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idOf, idris, PAUL, received, refTo, SENT_S, situation } from "../../test/samples.ts";
import { recordBroadcast } from "../broadcast/BroadcastBook.ts";
import { decideAlarm } from "../broadcast/decideAlarm.ts";
import type { BroadcastWish } from "../broadcast/draftBroadcast.ts";
import { type Ledger, mergeEntries } from "../ledger/Ledger.ts";
import type { LedgerEntry } from "../ledger/wire.ts";
import { decideEscalation, type EscalationView } from "./decideEscalation.ts";
import { gatewayCall, parseGatewayCall } from "./gatewayCall.ts";
import { ALIVE_S, aliveEntry, isHandedOver, leaderOf } from "./leader.ts";

const flash = received();
const broadcast = { sub: PAUL, id: idOf(7) };
const user = (name: string) => `@${name}:mfa.example`;
const [claire, nadia] = [user("claire"), user("nadia")];
const addressed = (name: string): LedgerEntry => ({ t: "addressed", broadcast, who: user(name), reach: "keyed" });
const answered = (name: string, kind: "acknowledged" | "cannot-comply" = "acknowledged"): LedgerEntry => ({
    t: "answer",
    broadcast,
    who: user(name),
    record: { answeredS: SENT_S + 9, answer: { rev: 1, kind, atS: SENT_S + 9 } },
});
const alive = (who: string, untilS = SENT_S + 9_000, device = "D1", gateway?: true): LedgerEntry => ({
    ...{ t: "alive", who, device, untilS },
    ...(gateway && { gateway }),
});
const done = (step: number): LedgerEntry => ({ t: "step", broadcast, step, by: claire, atS: SENT_S });
const base = [addressed("idris"), addressed("ana"), addressed("rosa"), answered("rosa"), alive(claire)];
const view = (
    entries: readonly LedgerEntry[],
    nowS: number,
    changes: Partial<EscalationView> = {},
): EscalationView => ({
    received: flash,
    book: new Map(),
    ledger: mergeEntries(new Map(), [...base, ...entries]),
    me: { who: claire, device: "D1" },
    isOnDuty: (who) => [claire, nadia].includes(who),
    deputiesOf: (sub) => (sub === user("idris") ? [user("mei")] : [user("mei"), user("jean")]),
    secondCell: ["@watch:intel.example"],
    nowS,
    ...changes,
});
const acts = (of: EscalationView) => {
    const decision = decideEscalation(of);
    return decision.kind === "act" ? decision.acts.map(({ act }) => act) : decision;
};

describe("an escalation", () => {
    it("waits for the next step, does it, and goes on to the one after", () => {
        expect(decideEscalation(view([], SENT_S + 100))).toEqual({ kind: "waiting", nextAtS: SENT_S + 120 });
        const people = [user("idris"), user("ana")];
        expect(acts(view([], SENT_S + 120))).toEqual([{ do: "alarm", step: 1, people }]);
        expect(acts(view([done(1)], SENT_S + 120))).toEqual({ kind: "waiting", nextAtS: SENT_S + 300 });
        expect(decideEscalation(view([1, 2, 3, 4, 5].map(done), SENT_S + 2_000))).toEqual({
            kind: "waiting",
            nextAtS: undefined,
        });
    });

    it("writes each step to the ledger, which ends it for all", () => {
        const decision = decideEscalation(view([], SENT_S + 300));
        const entries = decision.kind === "act" ? decision.acts.map(({ entry }) => entry) : [];
        expect(entries.map((entry) => entry.t === "step" && entry.step)).toEqual([1, 2]);
        expect(decideEscalation(view(entries, SENT_S + 300)).kind).toBe("waiting");
    });

    it("calls each deputy once for all they stand in for, the second cell, and a gateway", () => {
        const plan = (what: "second-cell" | "deputies" | "gateway") => [{ step: 1, afterS: 60, do: what }];
        const of = (what: "second-cell" | "deputies" | "gateway") =>
            acts(view([], SENT_S + 60, { received: received({ plan: plan(what) }) }));
        const people = [user("idris"), user("ana")];
        expect(of("deputies")).toMatchObject([
            {
                deputies: [
                    { sub: user("mei"), for: people },
                    { sub: user("jean"), for: [user("ana")] },
                ],
            },
        ]);
        expect(of("second-cell")).toMatchObject([{ people, to: ["@watch:intel.example"] }]);
        const calling = [alive(claire, SENT_S + 9_001, undefined, true)];
        expect(acts(view(calling, SENT_S + 60, { received: received({ plan: plan("gateway") }) }))).toMatchObject([
            { call: { call: `${idOf(7)}-1`, step: 1, people } },
        ]);
    });

    it("has the gateway called by the lowest device that can, whoever leads, and waits for one", () => {
        const plan = [
            { step: 1, afterS: 60, do: "gateway" as const },
            { step: 2, afterS: 90, do: "decide" as const },
        ];
        const changes = { received: received({ plan }) };
        const nadias = alive(nadia, undefined, undefined, true);
        const asNadia = { ...changes, me: { who: nadia, device: "D1" } };
        expect(decideEscalation(view([], SENT_S + 60, changes))).toEqual({ kind: "waiting", nextAtS: SENT_S + 90 });
        expect(acts(view([], SENT_S + 90, changes))).toMatchObject([{ do: "decide" }]);
        expect(acts(view([nadias], SENT_S + 90, changes))).toMatchObject([{ do: "decide" }]);
        expect(acts(view([nadias], SENT_S + 90, asNadia))).toMatchObject([{ do: "gateway", step: 1 }]);
        expect(decideEscalation(view([nadias, done(1)], SENT_S + 90, asNadia)).kind).toBe("led-by");
    });

    it.each<[string, readonly LedgerEntry[], number, Partial<EscalationView>, object]>([
        [
            "everyone answered",
            [answered("idris"), answered("ana", "cannot-comply")],
            120,
            {},
            { kind: "over", why: "all-answered" },
        ],
        ["it was paused", [{ t: "pause", broadcast, rev: 1, paused: true }], 120, {}, { kind: "paused" }],
        ["it expired", [], 86_400, {}, { kind: "over", why: "expired" }],
        ["it has no plan", [], 120, { received: received({ plan: [] }) }, { kind: "over", why: "no-plan" }],
        ["it is a test", [], 120, { received: received({ status: "test" }) }, { kind: "over", why: "test" }],
        [
            "it was cancelled",
            [],
            120,
            { book: recordBroadcast(new Map(), received({ cancels: [refTo(flash)] }, { n: 8 })).book },
            { kind: "over", why: "cancelled" },
        ],
        [
            "someone else leads",
            [alive(user("adele"))],
            120,
            { isOnDuty: () => true },
            { kind: "led-by", leader: { who: user("adele"), device: "D1" } },
        ],
        [
            "another of one's devices leads",
            [alive(claire, SENT_S + 500, "A")],
            120,
            {},
            { kind: "led-by", leader: { who: claire, device: "A" } },
        ],
        [
            "the manifest has not come",
            [],
            120,
            { ledger: mergeEntries(new Map(), [alive(claire)]) },
            { kind: "nobody-known" },
        ],
    ])("does nothing when %s", (_why, entries, afterS, changes, expected) => {
        expect(decideEscalation(view(entries, SENT_S + afterS, changes))).toEqual(expected);
    });

    it("goes on after a pause that was lifted", () => {
        const pause = (rev: number, paused: boolean): LedgerEntry => ({ t: "pause", broadcast, rev, paused });
        expect(decideEscalation(view([pause(2, false), pause(1, true)], SENT_S + 120)).kind).toBe("act");
    });
});

describe("leading", () => {
    it("falls to the lowest who is on duty and alive, and to the next when that one falls silent", () => {
        const of = (nowS: number) =>
            leaderOf(view([alive(claire, SENT_S + 60), alive(nadia)], 0).ledger, () => true, nowS)?.who;
        expect(leaderOf(view([alive(user("adele"))], 0).ledger, (who) => who === claire, SENT_S)?.who).toBe(claire);
        const both = mergeEntries(new Map(), [alive(claire, SENT_S + 60), alive(nadia)]);
        expect(leaderOf(both, () => true, SENT_S + 59)?.who).toBe(claire);
        expect(leaderOf(both, () => true, SENT_S + 60)?.who).toBe(nadia);
        expect(of(SENT_S)).toBe(claire);
        const crossed = mergeEntries(new Map(), [
            alive(nadia, SENT_S + 60, "A"),
            alive(claire, SENT_S + 60, "Z"),
            alive(claire, SENT_S + 60, "B"),
        ]);
        expect(leaderOf(crossed, () => true, SENT_S)).toEqual({ who: claire, device: "B" });
    });

    it("is claimed again at half time", () => {
        const me = { who: nadia, device: "D1" };
        const first = aliveEntry(new Map(), me, SENT_S);
        expect(first).toEqual({ t: "alive", ...me, untilS: SENT_S + ALIVE_S });
        const ledger: Ledger = mergeEntries(new Map(), first ? [first] : []);
        expect(aliveEntry(ledger, me, SENT_S + 29)).toBeUndefined();
        expect(aliveEntry(ledger, me, SENT_S + 30)).toMatchObject({ untilS: SENT_S + 30 + ALIVE_S });
        // What it can do is said at once, and wins over what it said in the same second.
        const calling = aliveEntry(ledger, me, SENT_S, true);
        expect(calling).toEqual({ t: "alive", ...me, untilS: SENT_S + ALIVE_S + 1, gateway: true });
        const both = mergeEntries(ledger, calling ? [calling] : []);
        expect(aliveEntry(both, me, SENT_S + 1, true)).toBeUndefined();
        expect(aliveEntry(both, me, SENT_S + 1)).toEqual({ t: "alive", ...me, untilS: SENT_S + ALIVE_S + 2 });
    });

    it("on both sides of a partition sounds each step once on a device that hears both", () => {
        const times = fc.array(fc.tuple(fc.constantFrom(claire, nadia), fc.integer({ min: 0, max: 1_500 })), {
            maxLength: 40,
        });
        fc.assert(
            fc.property(times, (ticks) => {
                const sides = new Map<string, Ledger>();
                const alarmed = new Set<string>();
                const sounded: number[] = [];
                for (const [who, afterS] of ticks.sort(([, a], [, b]) => a - b)) {
                    const ledger = sides.get(who) ?? mergeEntries(new Map(), [addressed("idris"), alive(who)]);
                    const decision = decideEscalation(view([], SENT_S + afterS, { ledger, me: { who, device: "D1" } }));
                    if (decision.kind !== "act") continue;
                    sides.set(
                        who,
                        mergeEntries(
                            ledger,
                            decision.acts.map(({ entry }) => entry),
                        ),
                    );
                    for (const { act } of decision.acts) {
                        const alarm = decideAlarm(
                            flash,
                            situation({ me: idris, step: act.step, alarmed, nowS: SENT_S + afterS }),
                        );
                        if (alarm.kind === "alarm") sounded.push(act.step);
                        if (alarm.kind === "alarm") alarmed.add(alarm.key);
                    }
                }
                expect(new Set(sounded).size).toBe(sounded.length);
            }),
            { numRuns: 60 },
        );
    });
});

describe("the second cell", () => {
    const mei = user("mei");
    const known = [addressed("idris"), alive(mei)];
    const asMei = (entries: readonly LedgerEntry[], afterS: number, changes: Partial<EscalationView> = {}) =>
        view([], SENT_S + afterS, {
            ledger: mergeEntries(new Map(), [...known, ...entries]),
            ...{ me: { who: mei, device: "D1" }, secondCell: [mei] },
            ...changes,
        });

    it("leads on once nobody of the first is at work, and gives way when they are back", () => {
        expect(decideEscalation(asMei([], 120)).kind).toBe("act");
        expect(decideEscalation(asMei([alive(nadia)], 120))).toMatchObject({ kind: "led-by", leader: { who: nadia } });
        expect(decideEscalation(asMei([alive(nadia, SENT_S + 119)], 120)).kind).toBe("act");
        // An alert that was just sent may not have reached the first cell yet.
        expect(decideEscalation(asMei([], 29))).toMatchObject({ kind: "led-by", leader: undefined });
    });

    it("does not do again what the first has done, and calls the gateway where the first is gone", () => {
        const plan = [
            { step: 1, afterS: 60, do: "alarm" as const },
            { step: 2, afterS: 90, do: "gateway" as const },
        ];
        const changes = { received: received({ plan }) };
        const calling = [done(1), alive(mei, SENT_S + 9_001, "D1", true)];
        expect(acts(asMei(calling, 90, changes))).toMatchObject([{ do: "gateway", step: 2 }]);
    });

    it.each<[string, boolean, readonly LedgerEntry[], number, Partial<EscalationView>]>([
        ["nobody of the first is at work", true, [], 30, {}],
        ["the broadcast is fresh", false, [], 29, {}],
        ["the first is at work", false, [alive(claire)], 60, {}],
        ["it has no plan", false, [], 60, { received: received({ plan: [] }) }],
        ["it has carried the plan on before", true, [alive(claire), { ...done(1), by: mei } as LedgerEntry], 60, {}],
        ["a step of the first was done", false, [alive(claire), done(1)], 60, {}],
        [
            "the plan called it",
            true,
            [alive(claire), done(1)],
            60,
            { received: received({ plan: [{ step: 1, afterS: 60, do: "second-cell" }] }) },
        ],
        [
            "calling it was left out",
            false,
            [alive(claire), { ...done(1), skipped: "all reached" } as LedgerEntry],
            60,
            { received: received({ plan: [{ step: 1, afterS: 60, do: "second-cell" }] }) },
        ],
    ])("takes part when %s: %s", (_when, takesPart, entries, afterS, changes) => {
        expect(isHandedOver(asMei(entries, afterS, changes))).toBe(takesPart);
    });
});

describe("a gateway's call", () => {
    it("carries nothing of the broadcast but that it is an exercise", () => {
        const secret = "Zebra canary 7";
        const changes: Partial<BroadcastWish> = {
            texts: { en: { headline: secret, body: secret } },
            exerciseName: secret,
            status: "exercise",
            ask: { options: [{ id: "zebra", texts: { en: secret } }] },
        };
        const call = gatewayCall(received(changes).wire, 4, [claire]);
        expect(JSON.stringify(call).toLowerCase()).not.toContain("zebra");
        expect(call.say.en).toBe("Exercise: open Valise");
        expect(parseGatewayCall(JSON.parse(JSON.stringify(call)))).toEqual({ ok: true, value: call });
    });

    it("is the same for everyone who makes it for one step", () => {
        expect(gatewayCall(flash.wire, 4, [claire])).toEqual(gatewayCall({ ...flash.wire }, 4, [claire]));
    });
});
