import { epochMs } from "@valise/base";
import type { BroadcastSnapshot } from "@valise/bridge";
import { buildAlarm, buildBroadcast, demoFlash, demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { decideAnswer } from "./decideAnswer.ts";
import { currentOf, frameOf, isAsked, openAlarms } from "./openAlarms.ts";

const mine = demoFlash().mine;
const draft = { option: null, triage: null, location: "", words: "", reason: "", isChanging: false } as const;
const keysOf = (rows: readonly BroadcastSnapshot[]) =>
    openAlarms(rows, demoNowMs).map(({ broadcastId }) => broadcastId);

describe("an open alarm", () => {
    it.each([
        ["refused", { refused: "CRS_NOT_BROADCASTER" }],
        ["cancelled", { standing: "cancelled" }],
        ["superseded", { standing: "superseded" }],
        ["expired", { expiresMs: demoNowMs }],
        ["a cancellation", { msgType: "cancel" }],
        ["acknowledged", { mine: { ...mine, rung: "acknowledged" } }],
        ["declined", { mine: { ...mine, rung: "cannot-comply" } }],
        ["without an alarm", { alarm: null }],
    ] as const)("is none when it is %s", (_, values) => {
        expect(openAlarms([demoFlash()], demoNowMs)).toHaveLength(1);
        expect(openAlarms([demoFlash(values)], demoNowMs)).toEqual([]);
    });

    it("stays when it is silenced, unless nobody is asked for an answer", () => {
        const alarm = buildAlarm({ sounds: false, repeatEveryMs: null });
        expect(openAlarms([demoFlash({ alarm })], demoNowMs)).toHaveLength(1);
        expect(openAlarms([demoFlash({ alarm, ask: null })], demoNowMs)).toEqual([]);
        expect(openAlarms([demoFlash({ ask: null })], demoNowMs)).toHaveLength(1);
    });

    it("is frame and first by what is actual, then precedence, then age", () => {
        const exercise = demoFlash({ broadcastId: "e", key: "e", status: "exercise" });
        const immediate = demoFlash({ broadcastId: "i", key: "i", precedence: "IMMEDIATE" });
        const old = demoFlash({ broadcastId: "o", key: "o", sentAtMs: epochMs(demoNowMs - 3_600_000) });
        const flash = demoFlash({ broadcastId: "f", key: "f" });
        expect(keysOf([exercise, immediate, old, flash])).toEqual(["f", "o", "i", "e"]);
        expect(frameOf([exercise])).toBe("exercise");
        expect(frameOf([exercise, immediate])).toBe("actual");
        expect(frameOf([])).toBeNull();
    });
});

describe("the broadcast in view", () => {
    it("is what was picked, whatever comes later", () => {
        const calm = buildBroadcast("calm", { expiresMs: epochMs(demoNowMs + 1000) });
        const rows = [demoFlash(), calm];
        expect(currentOf(rows, null, demoNowMs)?.broadcastId).toBe(demoFlash().broadcastId);
        expect(currentOf(rows, calm.key, demoNowMs)).toBe(calm);
        expect(currentOf([], null, demoNowMs)).toBeNull();
    });
});

describe("what the card offers", () => {
    const options = [{ id: "all", texts: [] }];
    const rollCall = { location: true, deputies: false };
    it.each([
        [{}, {}, { kind: "open", missing: null }],
        [{ ask: { options, text: true, rollCall: null } }, {}, { kind: "open", missing: "option" }],
        [{ ask: { options, text: true, rollCall: null } }, { option: "other" }, { kind: "open", missing: "option" }],
        [{ ask: { options, text: true, rollCall: null } }, { words: "On the roof" }, { kind: "open", missing: null }],
        [{ ask: { options, text: false, rollCall: null } }, { words: "Roof" }, { kind: "open", missing: "option" }],
        [{ ask: { options, text: true, rollCall } }, { option: "all" }, { kind: "open", missing: "triage" }],
        [
            { ask: { options, text: true, rollCall } },
            { option: "all", triage: "safe" },
            { kind: "open", missing: null },
        ],
        [{ ask: null }, {}, { kind: "not-asked" }],
        [{ standing: "cancelled" }, {}, { kind: "over" }],
        [{ mine: { ...mine, addressed: false } }, {}, { kind: "not-addressed" }],
        [{ mine: { ...mine, rung: "acknowledged" } }, {}, { kind: "answered" }],
        [{ mine: { ...mine, rung: "acknowledged" } }, { isChanging: true }, { kind: "open", missing: null }],
        [
            { mine: { ...mine, rung: "acknowledged" }, standing: "cancelled" },
            { isChanging: true },
            { kind: "answered" },
        ],
    ] as const)("of %j with %j is %j", (values, written, state) => {
        const row = demoFlash(values as Partial<BroadcastSnapshot>);
        expect(decideAnswer(row, { ...draft, ...written }, demoNowMs)).toEqual(state);
    });

    it("asks a deputy who is not addressed", () => {
        const alarm = buildAlarm({ step: 1, repeatEveryMs: null, standsInFor: ["@a:mfa.example"] });
        const row = demoFlash({ alarm, mine: { ...mine, addressed: false } });
        expect(isAsked(row, demoNowMs)).toBe(true);
        expect(decideAnswer(row, draft, demoNowMs)).toEqual({ kind: "open", missing: null });
    });
});
