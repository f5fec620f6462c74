import { de } from "./de.ts";
import { en, type WordKey } from "./en.ts";
import { fr } from "./fr.ts";

export const languages = { en, fr, de } as const satisfies Record<string, Readonly<Record<WordKey, string>>>;
export type Language = keyof typeof languages;
/** The text of a key with its values filled in. */
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** `--lang` when given, else LC_ALL, LC_MESSAGES, LANG in this order (POSIX), else English. */
export function chooseLanguage(asked: string | undefined, env: NodeJS.ProcessEnv): Language {
    for (const value of [asked, env.LC_ALL, env.LC_MESSAGES, env.LANG]) {
        const code = value?.slice(0, 2).toLowerCase() ?? "";
        if (Object.hasOwn(languages, code)) return code as Language;
        if (value) return "en";
    }
    return "en";
}

export function createWords(language: Language): Words {
    return (key, values = {}) =>
        languages[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
