import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";

export type Language = "en" | "fr" | "de";
export type Words = typeof en;
const byLanguage: Readonly<Record<Language, Words>> = { en, fr, de };

export const wordsOf = (language: Language): Words => byLanguage[language];

/** The language of a system locale such as `fr-CA`; English when it is none of ours. */
export function languageOf(locale: string): Language {
    const language = locale.toLowerCase().split(/[-_]/)[0];
    return language === "fr" || language === "de" ? language : "en";
}
