import type { TextsSnapshot } from "@valise/bridge";

/** Words by language as snapshots carry them. */
export const textsOf = (texts: Readonly<Record<string, string | undefined>>): TextsSnapshot =>
    Object.entries(texts).flatMap(([lang, text]) => (text === undefined ? [] : [{ lang, text }]));
