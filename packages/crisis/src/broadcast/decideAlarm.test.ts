import { describe, expect, it } from "vitest";
import {
    CHANNEL,
    claire,
    digestOf,
    INTEL,
    idris,
    MFA,
    MOD,
    PAUL,
    received,
    refTo,
    SENT_S,
    situation,
} from "../../test/samples.ts";
import { keyOf, recordBroadcast } from "./BroadcastBook.ts";
import { type AlarmSituation, decideAlarm, type NoAlarm } from "./decideAlarm.ts";

const flash = received();
const bookWith = (...all: readonly (typeof flash)[]) =>
    all.reduce<AlarmSituation["book"]>((book, each) => recordBroadcast(book, each).book, new Map());
const later = (changes: object, author = flash.author) => received(changes, { n: 8, iatS: SENT_S + 60, author });
const why = (of: typeof flash, changes: Partial<AlarmSituation>): NoAlarm | "alarm" => {
    const decision = decideAlarm(of, situation(changes));
    return decision.kind === "none" ? decision.why : "alarm";
};

describe("an alarm", () => {
    it("sounds, repeats, and says how old it is", () => {
        expect(decideAlarm(flash, situation())).toEqual({
            kind: "alarm",
            key: `${keyOf(flash)} 0`,
            precedence: "FLASH",
            isExercise: false,
            sounds: true,
            raisesWindow: true,
            throughDoNotDisturb: true,
            repeatEveryS: 10,
            missed: false,
            ageS: 3,
        });
    });

    it.each<[NoAlarm, typeof flash, Partial<AlarmSituation>]>([
        ["refused-message", flash, { verdict: "refuse" }],
        ["not-a-broadcaster", { ...flash, author: { ...flash.author, roles: ["CRISIS"] } }, {}],
        ["foreign", flash, { agencies: [MFA, INTEL] }],
        ["replayed", { ...flash, digest: digestOf(99) }, { book: bookWith(flash) }],
        ["replayed", { ...flash, room: `${CHANNEL}.org` }, { book: bookWith(flash) }],
        ["from-the-future", flash, { nowS: SENT_S - 121 }],
        ["own", flash, { me: { ...idris, sub: PAUL } }],
        ["not-addressed", received({ audience: { agencies: [MOD], posts: [], roles: [] } }), {}],
        ["cancel", received({ cancels: [refTo(received({}, { n: 1 }))] }), {}],
        ["test", received({ status: "test" }), {}],
        ["expired", flash, { nowS: flash.wire.expires }],
        ["cancelled", flash, { book: bookWith(later({ cancels: [refTo(flash)] })) }],
        ["superseded", flash, { book: bookWith(flash, later({ supersedes: [refTo(flash)] }, claire)) }],
        ["unknown-step", flash, { step: 9, nowS: SENT_S + 3600 }],
        ["too-early", flash, { step: 2, nowS: SENT_S + 179 }],
        ["already-alarmed", flash, { alarmed: new Set([`${keyOf(flash)} 0`]) }],
        ["answered", flash, { answered: true }],
        ["precedence", received({ precedence: "PRIORITY" }), {}],
    ])("is not given: %s", (expected, of, changes) => {
        expect(why(of, changes)).toBe(expected);
    });

    it("of a step may come 120 s early by this clock", () => {
        expect(why(flash, { step: 2, nowS: SENT_S + 180 })).toBe("alarm");
        expect(why(flash, { nowS: SENT_S - 120 })).toBe("alarm");
    });

    it("sounds once for each step of the plan, however many cells lead", () => {
        const alarmed = new Set<string>();
        const sounded = [0, 0, 1, 1, 2, 1].map((step) => {
            const decision = decideAlarm(flash, situation({ step, alarmed, nowS: SENT_S + 400 }));
            if (decision.kind === "alarm") alarmed.add(decision.key);
            return decision.kind;
        });
        expect(sounded).toEqual(["alarm", "none", "alarm", "none", "alarm", "none"]);
    });

    it("does what the agency says of its precedence, and without a policy what every agency's does", () => {
        const alarm = (of: typeof flash, changes: Partial<AlarmSituation> = {}) => decideAlarm(of, situation(changes));
        const immediate = received({ precedence: "IMMEDIATE" });
        const loud = { sounds: true, raisesWindow: true };
        expect(alarm(flash)).toMatchObject({ ...loud, repeatEveryS: 10, throughDoNotDisturb: true });
        expect(alarm(immediate)).toMatchObject({ ...loud, repeatEveryS: 60, throughDoNotDisturb: false });
        const does = { sounds: false, repeatS: 30, raisesWindow: false, throughDoNotDisturb: true };
        const policy = { IMMEDIATE: null, PRIORITY: does };
        expect(alarm(flash, { policy })).toEqual(alarm(flash));
        expect(alarm(immediate, { policy })).toEqual({ kind: "none", why: "precedence" });
        const quiet = alarm(received({ precedence: "PRIORITY" }), { policy });
        expect(quiet).toMatchObject({ sounds: false, raisesWindow: false, throughDoNotDisturb: true });
        expect(quiet).not.toHaveProperty("repeatEveryS");
    });

    it("of an exercise passes do-not-disturb only where the agency says so", () => {
        const exercise = received({ status: "exercise" });
        const policy = { exercisesThroughDoNotDisturb: true };
        expect(decideAlarm(exercise, situation())).toMatchObject({ isExercise: true, throughDoNotDisturb: false });
        expect(decideAlarm(exercise, situation({ policy }))).toMatchObject({ throughDoNotDisturb: true });
    });

    it("calls a deputy by the step that calls deputies, and by no other", () => {
        const toOthers = received({ audience: { agencies: [], posts: [], roles: ["WATCH"] } });
        const call = (step: number, standsIn: boolean) => why(toOthers, { step, standsIn, nowS: SENT_S + 400 });
        expect(call(2, true)).toBe("alarm");
        expect([call(2, false), call(1, true), call(0, true)]).toEqual([
            "not-addressed",
            "not-addressed",
            "not-addressed",
        ]);
    });

    it("calls a deputy by hand before the step that calls deputies, once for the same people", () => {
        const toOthers = received({ audience: { agencies: [], posts: [], roles: ["WATCH"] } });
        const byHandFor = ["@idris:mfa.example"];
        const call = (changes: Partial<AlarmSituation>) =>
            decideAlarm(toOthers, situation({ step: 2, standsIn: true, nowS: SENT_S + 5, ...changes }));
        expect(call({})).toEqual({ kind: "none", why: "too-early" });
        const first = call({ byHandFor });
        expect(first.kind).toBe("alarm");
        const alarmed = new Set(first.kind === "alarm" ? [first.key] : []);
        expect(call({ byHandFor, alarmed })).toEqual({ kind: "none", why: "already-alarmed" });
        expect(call({ byHandFor: ["@ana:mfa.example"], alarmed }).kind).toBe("alarm");
        expect(call({ alarmed, nowS: SENT_S + 400 }).kind).toBe("alarm");
        expect(call({ step: 1, byHandFor })).toEqual({ kind: "none", why: "not-addressed" });
    });

    it("wants a deputy also after they have answered for themselves", () => {
        const at = { nowS: SENT_S + 400, answered: true };
        expect(why(flash, { ...at, step: 2, standsIn: true })).toBe("alarm");
        expect(why(flash, { ...at, step: 2 })).toBe("answered");
    });

    it("says that it was missed when it comes after its deadline", () => {
        expect(decideAlarm(flash, situation({ nowS: SENT_S + 3 * 3600 }))).toMatchObject({
            missed: true,
            ageS: 10_800,
        });
    });
});
