const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u115f\u1160\u2800]/u;

/** Whether a text may be printed as part of a marking: canonical composition (NFC), one line, nothing unseen. */
export function isPlainText(text: string): boolean {
    return text.normalize("NFC") === text && !INVISIBLE.test(text);
}
