import { MESSAGE_CODES, type MessageCode } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createI18n } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { describeFailure } from "./describeFailure.ts";
import { describeMessageCode } from "./describeMessageCode.ts";

describe.each(languages)("codes of labels and verdicts in %s", (language) => {
    it("all say why and what to do next, each in its own words", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        const codes = Object.keys(MESSAGE_CODES) as MessageCode[];
        const causes = codes.map((code) => describeMessageCode(code, translator).cause);
        expect(new Set(causes).size).toBe(codes.length);
        for (const code of codes) {
            for (const text of Object.values(describeMessageCode(code, translator))) {
                expect({ code, text }).toEqual({ code, text: expect.stringMatching(/^\p{Lu}.{10,}\.$/u) });
            }
        }
    });

    it("are told where a command is refused", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        const told = describeFailure({ kind: "refused", code: "LBL_ABOVE_ROOM" }, translator);
        expect(told).toMatchObject({ what: translator.t("label.code.LBL_ABOVE_ROOM"), code: "LBL_ABOVE_ROOM" });
    });
});
