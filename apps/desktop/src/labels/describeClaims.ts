import type { Translator } from "../i18n/createI18n.ts";
import { nameRole } from "./nameRole.ts";

/** What was or would be shown, in words: `At least DR and FRA`. Levels and categories stay as the policy spells them. */
export function describeClaims(claims: readonly string[], translator: Translator): string {
    const { t, formats, language } = translator;
    const words = claims.map((claim) => {
        const colon = claim.indexOf(":");
        const value = claim.slice(colon + 1);
        switch (claim.slice(0, colon)) {
            case "lvl":
                return t("claims.level", { level: value });
            case "cat":
                return value.slice(value.indexOf(".") + 1);
            case "role":
                return nameRole(value, translator);
            default:
                return claim;
        }
    });
    const text = words.length === 0 ? t("claims.nothing") : formats.list(words);
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
