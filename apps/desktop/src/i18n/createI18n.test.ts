import { describe, expect, it } from "vitest";
import { createI18n } from "./createI18n.ts";

describe("the words of a language", () => {
    it("that come later are found then, also when they were asked for before", async () => {
        const i18n = await createI18n("en");
        const { t } = i18n.getState();
        expect(t("closing.title")).toBe("closing.title");
        await i18n.loadLater();
        expect(t("closing.title")).not.toBe("closing.title");
    });

    it("are its own after another was chosen", async () => {
        const i18n = await createI18n("en");
        const before = i18n.getState().t("common.close");
        await i18n.setLanguage("de");
        expect(i18n.getState().t("common.close")).not.toBe(before);
    });
});
