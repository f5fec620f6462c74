/** On one line, without what could make it look like another. */
export const plain = (text: string): string =>
    text
        .normalize("NFC")
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
        .trimEnd();
