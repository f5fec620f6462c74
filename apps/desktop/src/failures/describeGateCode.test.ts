import { GATE_CODES, type GateCode } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createI18n } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { describeFailure } from "./describeFailure.ts";
import { describeGateCode } from "./describeGateCode.ts";

describe.each(languages)("codes of trust data, clearance and gate in %s", (language) => {
    it("all say why and what to do next, each in its own words", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        const codes = Object.keys(GATE_CODES) as GateCode[];
        const causes = codes.map((code) => describeGateCode(code, translator).cause);
        expect(new Set(causes).size).toBe(codes.length);
        for (const code of codes) {
            for (const text of Object.values(describeGateCode(code, translator)))
                expect({ code, text }).toEqual({ code, text: expect.stringMatching(/^\p{Lu}.{10,}\.$/u) });
        }
        const told = describeFailure({ kind: "refused", code: "DESK_NO_OFFICER" }, translator);
        expect(told).toMatchObject({ what: translator.t("gate.code.DESK_NO_OFFICER"), code: "DESK_NO_OFFICER" });
    });
});
