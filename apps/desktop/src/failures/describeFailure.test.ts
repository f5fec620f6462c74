import { describe, expect, it } from "vitest";
import { failureSamples } from "../../test/failureSamples.ts";
import { createI18n } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { describeFailure, failureCode } from "./describeFailure.ts";
import { describeUndecryptable, undecryptableCodes } from "./describeUndecryptable.ts";

describe.each(languages)("refusals in %s", (language) => {
    it("say what happened, what to do next and a code, each in words of its own", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        const words = Object.values(failureSamples).map((failure) => describeFailure(failure, translator));
        for (const { what, next, code } of words) {
            expect(`${what} ${next}`).not.toMatch(/failure\.|\{\{/);
            expect(what.length).toBeGreaterThan(12);
            expect(code).toMatch(/^[A-Z]/);
        }
        expect(new Set(words.map(({ what }) => what)).size).toBe(words.length);
    });

    it("name the cause of every unreadable message", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        for (const code of undecryptableCodes) {
            expect(JSON.stringify(describeUndecryptable(code, translator))).not.toContain("utd.");
        }
        expect(describeUndecryptable("UTD-OF-NEXT-YEAR", translator)).toEqual(
            describeUndecryptable("UTD-UNKNOWN", translator),
        );
    });
});

describe("codes for the service desk", () => {
    it("tell causes of one kind apart", () => {
        expect(failureCode(failureSamples["server-error"])).toBe("SERVER-ERROR-503");
        expect(failureCode(failureSamples["not-allowed"])).toBe("NOT-ALLOWED-M_FORBIDDEN");
        expect(failureCode(failureSamples["store-corrupt"])).toBe("STORE-CORRUPT-CRYPTO");
    });
});
