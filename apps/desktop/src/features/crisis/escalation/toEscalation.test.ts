import { epochMs } from "@valise/base";
import type { CoverageRowSnapshot } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../../i18n/createI18n.ts";
import { describeEscalation, nextStep, toEscalationSteps } from "./toEscalation.ts";

type Escalation = CoverageRowSnapshot["escalation"];
const nowMs = Date.UTC(2026, 10, 21, 10, 9);
const at = (seconds: number) => epochMs(nowMs + seconds * 1000);
const claire = "@claire:mfa.example" as never;
const steps: Escalation["steps"] = [
    { step: 1, do: "alarm", dueAtMs: at(-200), doneAtMs: at(-199), by: claire, skipped: null, unreached: [] },
    {
        step: 2,
        do: "gateway",
        dueAtMs: at(-60),
        doneAtMs: at(-90),
        by: claire,
        skipped: "Called already.",
        unreached: [],
    },
    { step: 3, do: "list", dueAtMs: at(161), doneAtMs: null, by: null, skipped: null, unreached: [] },
    { step: 4, do: "decide", dueAtMs: at(600), doneAtMs: null, by: null, skipped: null, unreached: [] },
];
const plan = (values: Partial<Escalation> = {}): Escalation => ({
    ...{
        state: "led-here",
        leader: null,
        nextStepAtMs: null,
        stepsDone: [1, 2],
        steps,
        pauseReason: null,
        gateway: null,
    },
    ...values,
});
const nameOf = () => "Claire Morvan";

describe("an escalation", () => {
    it("says what was done by whom, what was left out and why, and what comes next", async () => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        const shown = toEscalationSteps(plan(), nowMs, nameOf, i18n.getState());
        expect(shown.map(({ state, when }) => `${state} ${when}`)).toEqual([
            "done 10:05",
            "skipped 10:07",
            "next in 02:41",
            "ahead 10:19",
        ]);
        expect(shown[0]?.detail).toContain("Claire Morvan");
        expect(shown[1]?.detail).toContain("Called already.");
    });

    it("says whom a step reached on no device, and why", async () => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        const [first] = steps;
        if (first === undefined) throw new Error("no step");
        const missed = [
            { userId: claire, name: "dora (MFA)", why: "no-device" },
            { userId: claire, name: "Jean Roche", why: "not-sent" },
        ] as const;
        const [shown] = toEscalationSteps(
            plan({ steps: [{ ...first, unreached: missed }] }),
            nowMs,
            nameOf,
            i18n.getState(),
        );
        expect(shown?.detail).toMatch(/have none: dora \(MFA\)\..*expired, to Jean Roche\.$/);
    });

    it("has no next step while it is held or over", () => {
        expect(nextStep(plan())?.step).toBe(3);
        expect(nextStep(plan({ state: "paused" }))).toBeUndefined();
        expect(nextStep(plan({ state: "over" }))).toBeUndefined();
    });

    it("says honestly that nobody carries it on", async () => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        const say = (values: Partial<Escalation>) => describeEscalation(plan(values), nameOf, i18n.getState());
        expect(say({ state: "led-elsewhere" })).toContain("No duty officer’s device");
        expect(say({ state: "led-elsewhere", leader: claire })).toContain("Claire Morvan");
        expect(say({ state: "paused", pauseReason: "The minister speaks first." })).toContain("The minister speaks");
    });
});
