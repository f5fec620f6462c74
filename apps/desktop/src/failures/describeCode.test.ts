import { ADMIN_CODES } from "@valise/bridge";
import { REFUSAL_CODES } from "@valise/clearance";
import { describe, expect, it } from "vitest";
import { createI18n } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { describeCode } from "./describeCode.ts";
import { deskCodes } from "./describeDeskCode.ts";

describe.each(languages)("refusal codes in %s", (language) => {
    it("all say why and what to do next, of oneself and of another", async () => {
        const i18n = await createI18n(language, "UTC");
        await i18n.loadLater();
        const translator = i18n.getState();
        const codes = [...Object.keys(REFUSAL_CODES), ...deskCodes, ...ADMIN_CODES];
        expect(codes.length).toBeGreaterThan(90);
        for (const code of codes) {
            for (const words of [describeCode(code, translator), describeCode(code, translator, "MOD")]) {
                for (const text of Object.values(words)) {
                    expect({ code, text }).toEqual({ code, text: expect.stringMatching(/^\p{Lu}.{10,}\.$/u) });
                    expect(text).not.toMatch(/(cause|next|code)\.\w|\{\{/);
                }
                expect(words.cause).not.toBe(describeCode("NOT_A_CODE", translator).cause);
            }
        }
    });

    it("name the agency whose officer can help", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        expect(describeCode("ATT_EXPIRED", translator, "MOD").next).toContain("MOD");
    });

    it("admit a code that this version does not know, without guessing", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        expect(describeCode("ATT_toString", translator).cause).toBe(translator.t("cause.unknown"));
        expect(describeCode("constructor", translator).cause).toBe(translator.t("cause.unknown"));
    });
});
