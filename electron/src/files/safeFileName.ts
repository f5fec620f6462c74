const longestName = 120;
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A file name to write to disk from one that another person chose: no path, no control or direction character that
 * hides the true extension, no leading dot, not too long. The extension stays. Empty becomes `file`.
 */
export function safeFileName(name: string): string {
    const plain = name
        .normalize("NFC")
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
        .replace(/[\u0000-\u001f\u007f-\u009f]/g, "")
        .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, "")
        .replace(/[/\\:*?"<>|]/g, "_")
        .replace(/^[.\s-]+|[.\s]+$/g, "");
    const named = reservedOnWindows.test(plain) ? `_${plain}` : plain;
    return shortened(named) || "file";
}

function shortened(name: string): string {
    const points = [...name];
    if (points.length <= longestName) return name;
    const extension = [...(/\.[^.]{1,10}$/.exec(name)?.[0] ?? "")];
    return [...points.slice(0, longestName - extension.length), ...extension].join("");
}
