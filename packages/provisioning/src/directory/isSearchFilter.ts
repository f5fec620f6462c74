/** Nesting of a filter; a person writes three or four. */
const MAX_DEPTH = 8;
/** An attribute description (RFC 4512): a name or a number in dots, without options. */
const attributePattern = "(?:[A-Za-z][A-Za-z0-9-]{0,63}|\\d{1,9}(?:\\.\\d{1,9}){1,20})";
/** Of one attribute: present, equal, approximately, at least, at most, with `*` for any text. Nothing special stands unescaped. */
const item = new RegExp(`^${attributePattern}(?:[~<>]?=)(?:[^()*\\\\\\0]|\\*|\\\\[0-9A-Fa-f]{2}){0,500}$`);

/** What may stand for an attribute's name. */
export const attributeName = new RegExp(`^${attributePattern}$`);

/** Whether a text is one whole search filter (RFC 4515): nothing before it, nothing after it, every bracket closed. */
export function isSearchFilter(text: string): boolean {
    return text.length <= 2000 && readFilter(text, 0, 0) === text.length;
}

/** The place behind the filter that begins at `at`; -1: there is none. */
function readFilter(text: string, at: number, depth: number): number {
    if (text[at] !== "(" || depth > MAX_DEPTH) return -1;
    const sign = text[at + 1];
    if (sign === "!") return close(text, readFilter(text, at + 2, depth + 1));
    if (sign !== "&" && sign !== "|") {
        const end = text.indexOf(")", at);
        return end > at && item.test(text.slice(at + 1, end)) ? end + 1 : -1;
    }
    let next = at + 2;
    while (text[next] === "(") {
        next = readFilter(text, next, depth + 1);
        if (next < 0) return -1;
    }
    return next === at + 2 ? -1 : close(text, next);
}

const close = (text: string, at: number): number => (at >= 0 && text[at] === ")" ? at + 1 : -1);
