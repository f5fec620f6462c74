import { epochMs } from "@valise/base";
import { buildAlarm, buildBroadcast, demoNowMs, userIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { answersFor, decideAnswer } from "./decideAnswer.ts";

const [nadia, jean] = [userIdOf("@nadia:mfa.example"), userIdOf("@jean:mfa.example")];
const draft = { option: null, triage: null, location: "", words: "", reason: "", isChanging: false } as const;
const rollCall = { options: [], text: true, rollCall: { location: true, deputies: true } };
const row = (values: Parameters<typeof buildBroadcast>[1]) =>
    buildBroadcast("call", { expiresMs: epochMs(demoNowMs + 1000), ask: rollCall, ...values });
const deputyOf = { userId: nadia, name: "Nadia Roche", triage: null, confirmed: "nothing-to-confirm" } as const;
const mine = { ...row({}).mine, addressed: false };

describe("an answer for somebody else", () => {
    it("is offered to whom an alarm asks, and to a deputy of a roll call, each person once", () => {
        const alarm = buildAlarm({ step: 1, repeatEveryMs: null, standsInFor: [nadia, jean] });
        const named = answersFor(row({ alarm, mayAnswerFor: [deputyOf] }));
        expect(named).toEqual([
            { userId: nadia, name: "Nadia Roche" },
            { userId: jean, name: jean },
        ]);
        const said = { ...deputyOf, triage: "safe", confirmed: "waiting" } as const;
        expect(answersFor(row({ alarm, mayAnswerFor: [said] }))).toEqual([{ userId: jean, name: jean }]);
    });

    it("opens a roll call also to a deputy whom nobody asks themselves, once it is said how that person is", () => {
        const mayAnswerFor = [deputyOf];
        expect(decideAnswer(row({ mine }), draft, demoNowMs)).toEqual({ kind: "not-addressed" });
        expect(decideAnswer(row({ mine, mayAnswerFor }), draft, demoNowMs)).toEqual({
            kind: "open",
            missing: "triage",
        });
        expect(decideAnswer(row({ mine, mayAnswerFor }), { ...draft, triage: "safe" }, demoNowMs)).toEqual({
            ...{ kind: "open", missing: null },
        });
    });
});
