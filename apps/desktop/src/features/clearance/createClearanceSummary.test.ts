import { epochMs } from "@valise/base";
import { buildClearance, demoClearance, demoMarkings, demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { soonMs, summariseClearance } from "./createClearanceSummary.ts";

const own = demoClearance();

describe("one's own clearance at a glance", () => {
    it("is what one holds and until when; soon before its end that is said", () => {
        expect(summariseClearance(own, demoNowMs)).toEqual({
            kind: "held",
            marking: demoMarkings.frS,
            untilMs: own.expiresAtMs,
            endsSoon: false,
        });
        const ending = { ...own, expiresAtMs: epochMs(demoNowMs + soonMs - 1) };
        expect(summariseClearance(ending, demoNowMs)).toMatchObject({ endsSoon: true });
    });

    it("is refused by its code, and by its end also where the engine has not said so yet", () => {
        const revoked = { ...own, state: "refused", code: "ATT_REVOKED" } as const;
        expect(summariseClearance(revoked, demoNowMs)).toEqual({ kind: "refused", code: "ATT_REVOKED" });
        const ended = { ...own, expiresAtMs: demoNowMs };
        expect(summariseClearance(ended, demoNowMs)).toEqual({ kind: "refused", code: "ATT_EXPIRED" });
    });

    it("is nothing to speak of without a community, and before one was asked for", () => {
        expect(summariseClearance(null, demoNowMs)).toEqual({ kind: "none" });
        expect(summariseClearance(buildClearance({ state: "refused" }), demoNowMs)).toEqual({ kind: "none" });
        expect(summariseClearance({ ...own, state: "requested" }, demoNowMs)).toEqual({ kind: "none" });
    });
});
