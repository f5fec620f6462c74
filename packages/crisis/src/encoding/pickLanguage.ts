/** The language to show: the first of the reader's that is there (`de` serves `de-CH`), else English, else any. */
export function pickLanguage(
    texts: Readonly<Record<string, unknown>>,
    languages: readonly string[],
): string | undefined {
    const wished = [...languages, ...languages.map((tag) => tag.split("-")[0] ?? tag), "en", ...Object.keys(texts)];
    return wished.find((tag) => Object.hasOwn(texts, tag));
}
