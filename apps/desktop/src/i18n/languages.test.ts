import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createI18n } from "./createI18n.ts";
import deLater from "./de/later.ts";
import deFirst from "./de.ts";
import enLater from "./en/later.ts";
import enFirst from "./en.ts";
import frLater from "./fr/later.ts";
import frFirst from "./fr.ts";
import { languages } from "./language.ts";

const en = { ...enFirst, ...enLater };
const fr = { ...frFirst, ...frLater };
const de = { ...deFirst, ...deLater };
const texts: Record<string, Readonly<Record<string, string>>> = { en, fr, de };
const forms = /_(zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(forms, "");
const basesOf = (language: string) => new Set(Object.keys(texts[language] ?? {}).map(baseOf));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

function sourceFiles(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => !/i18n\/(en|fr|de)(\/|\.ts)/.test(file));
}

describe.each(languages)("the words in %s", (language) => {
    const own = texts[language] ?? {};

    it("hold every message of English and no other", () => {
        expect([...basesOf(language)].sort()).toEqual([...basesOf("en")].sort());
    });

    it("hold each plural in every form that the language has, and nothing else in forms", () => {
        const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.map(String).sort();
        const plurals = Map.groupBy(
            Object.keys(own).filter((key) => forms.test(key)),
            baseOf,
        );
        for (const [base, keys] of plurals) {
            const found = keys.map((key) => forms.exec(key)?.[1] ?? "").sort();
            expect({ base, found }).toEqual({ base, found: wanted });
        }
        expect(plurals.size).toBeGreaterThan(5);
    });

    it("leave open what English leaves open", () => {
        for (const [key, text] of Object.entries(own)) {
            const english = en[key as keyof typeof en] ?? en[`${baseOf(key)}_other` as keyof typeof en];
            expect({ key, open: placeholders(text) }).toEqual({ key, open: placeholders(english) });
        }
    });

    it("are never empty, never end in a space, and name no placeholder by a single brace", () => {
        const bad = Object.entries(own).filter(
            ([, text]) => text.trim() !== text || text === "" || /(^|[^{]){[^{]/.test(text),
        );
        expect(bad).toEqual([]);
    });
});

describe("French", () => {
    it("sets a narrow no-break space before ; : ! ? » % and after «", () => {
        const wrong = Object.values(fr).filter((text) =>
            /[  ][;:!?»%]|\w[;!?»]|«[^\u202f]/u.test(text.replace(/\{\{\w+\}\}/g, "x")),
        );
        expect(wrong.filter((text) => !/^\?$/.test(text))).toEqual([]);
    });

    it("addresses formally, as German does", () => {
        expect(Object.values(fr).filter((text) => /(?<!\p{L})(tu|toi|ton|tes)(?!\p{L})/iu.test(text))).toEqual([]);
        expect(Object.values(de).filter((text) => /(?<!\p{L})(du|dir|dich|dein\p{L}*)(?!\p{L})/iu.test(text))).toEqual(
            [],
        );
    });
});

describe("messages and code", () => {
    const code = sourceFiles(join(import.meta.dirname, ".."))
        .map((file) => readFileSync(file, "utf8"))
        .join("\n");

    it("have no message that no code says", () => {
        // Keys made from a code or kind are used when their beginning stands in a template.
        const templates = [...code.matchAll(/`([a-z][A-Za-z.-]*\.)\$\{[^`]*`/g)].map((match) => match[1] ?? "");
        const unused = [...basesOf("en")].filter(
            (key) => !code.includes(`"${key}"`) && !templates.some((start) => key.startsWith(start)),
        );
        expect(unused).toEqual([]);
    });

    it("switch language at run time, with plurals and dates of the new one", async () => {
        const i18n = await createI18n("en", "UTC");
        expect(i18n.getState().t("room.members", { count: 1 })).toBe("1 member");
        await i18n.setLanguage("fr");
        expect(i18n.getState().t("room.members", { count: 2 })).toBe("2 membres");
        await i18n.setLanguage("de");
        expect(i18n.getState().t("room.members", { count: 2 })).toBe("2 Mitglieder");
        expect(i18n.getState().formats.day(Date.UTC(2026, 10, 21))).toBe("Samstag, 21. November");
    });

    it("come later for screens that few open, and then in whichever language is chosen", async () => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        expect(i18n.getState().t("crisis.nav.log")).toBe("Log");
        await i18n.setLanguage("fr");
        expect(i18n.getState().t("crisis.nav.log")).toBe("Journal");
    });

    it("say names as they are, without escaping or interpreting them", async () => {
        const { t } = (await createI18n("en")).getState();
        expect(t("quick.write", { name: "<b>$t(app.name)</b> {{x}}" })).toBe("Write to <b>$t(app.name)</b> {{x}}");
    });
});
