import { describe, expect, it } from "vitest";
import { createI18n } from "../../i18n/createI18n.ts";
import { freshnessOf } from "./trustFreshness.ts";

const minuteMs = 60_000;
const nowMs = 1_800_000_000_000;
const list = (ageMs: number, lifeMs: number) => ({
    ...{ uri: "urn:x", seq: 7 },
    ...{ issuedAtMs: nowMs - ageMs, expiresAtMs: nowMs - ageMs + lifeMs },
});

describe("the age of a status list", () => {
    it.each([
        ["fresh", list(2 * minuteMs, 1440 * minuteMs), "is-ok"],
        ["older than two hours", list(121 * minuteMs, 1440 * minuteMs), "is-warn"],
        ["past its end", list(1441 * minuteMs, 1440 * minuteMs), "is-bad"],
        ["never seen", { ...list(0, 0), issuedAtMs: null, expiresAtMs: null }, "is-bad"],
    ])("is said of one that is %s", async (_name, which, tone) => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        const said = freshnessOf(which, nowMs, i18n.getState());
        expect(said.tone).toBe(tone);
        expect(said.text).not.toBe("");
    });
});
