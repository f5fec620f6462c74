/**
 * Text of another person's for a notification or a system dialog: no control or direction character, and no angle
 * bracket, since notification daemons on Linux read the body as markup with links and images. Lone surrogates and line
 * breaks become spaces.
 */
export function formatPlainText(text: string): string {
    return text
        .toWellFormed()
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
        .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
        .replaceAll("<", "‹")
        .replaceAll(">", "›")
        .replaceAll("&", "＆")
        .trim();
}
