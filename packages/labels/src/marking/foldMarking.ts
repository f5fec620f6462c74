/**
 * Latin letters, digits, the ASCII marks, the spaces and dashes of French and German typography, and the combining
 * accents that compose with them. Dotless i and long s are out: upper-casing would turn them into I and S.
 */
const READABLE =
    /^[\u0300-\u0304\u0306-\u030c\u0323-\u0328\x20-\x7e\u00a0\u202f\u2010\u2011\u2013\u2014·À-ÖØ-Þà-öø-ÿĀ-İĲ-ňŊ-žȘ-ț]*$/u;
const SPACES = /[ \u00a0\u202f]+/gu;
const DASHES = /[-\u2010\u2011\u2013\u2014]/gu;

/**
 * The one form in which markings are compared: NFC, upper case letter by letter, one space, one dash (SPEC 5.3).
 * `undefined` when a character is outside the alphabet of markings: another script, a width variant, anything unseen.
 * Such a text is unknown, never "nearly" a marking.
 */
export function foldMarking(text: string): string | undefined {
    if (!READABLE.test(text)) return undefined;
    let folded = "";
    for (const letter of text.normalize("NFC")) {
        const upper = letter.toUpperCase();
        // One letter that would become two ("ß" to "SS") keeps its own shape.
        folded += [...upper].length === 1 ? upper : letter;
    }
    return folded.replace(SPACES, " ").replace(DASHES, "-");
}
