export const languages = ["en", "fr", "de"] as const;
export type Language = (typeof languages)[number];

/** Each in its own words, as a person who reads nothing else looks for it. */
export const languageNames: Record<Language, string> = { en: "English", fr: "Français", de: "Deutsch" };

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** The first of the person's languages that the product speaks; English where there is none. */
export function decideLanguage(remembered: string | null, preferred: readonly string[]): Language {
    if (isLanguage(remembered)) return remembered;
    const known = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
    return known ?? "en";
}
