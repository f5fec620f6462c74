import type { TextsSnapshot } from "@valise/bridge";

export interface PickedText {
    readonly lang: string;
    readonly text: string;
}

const primary = (tag: string) => tag.split("-")[0]?.toLowerCase();

/** The text in the wanted language, else the first that there is; nothing is translated. */
export function pickText(texts: TextsSnapshot, wanted: string): PickedText | undefined {
    return texts.find(({ lang }) => primary(lang) === primary(wanted)) ?? texts[0];
}

/** Without characters that hide or reorder, line ends kept. */
export function cleanText(text: string): string {
    return text
        .toWellFormed()
        .split(/\r\n|[\n\r\u2028\u2029]/u)
        .map((line) => line.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ").trimEnd())
        .join("\n")
        .trim();
}

/** A language by its own name, as a person who reads nothing else looks for it. */
export function nameLanguage(lang: string): string {
    try {
        const name = new Intl.DisplayNames(lang, { type: "language" }).of(lang) ?? lang;
        return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
    } catch {
        return lang;
    }
}
