export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [member: string]: Json;
}

const MAX_DEPTH = 8;
const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];
const COLON = /[ \t\n\r]*:/y;

/** Index of the quote that closes the string opened at `start`, or -1. */
function closingQuote(text: string, start: number): number {
    for (let i = start + 1; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === BACKSLASH) i++;
        else if (c === QUOTE) return i;
    }
    return -1;
}

/** The unescaped name, if the string literal at `start` to `end` is followed by a colon; `null` if that is no JSON string. */
function memberName(text: string, start: number, end: number): string | null | undefined {
    COLON.lastIndex = end + 1;
    if (!COLON.test(text)) return undefined;
    try {
        return String(JSON.parse(text.slice(start, end + 1)));
    } catch {
        return null;
    }
}

/** Enters a name into its object's set; `false` if it may not stand there. */
function isNewName(names: Set<string> | undefined, name: string | null): boolean {
    if (names === undefined || name === null || name === "__proto__" || names.has(name)) return false;
    names.add(name);
    return true;
}

/**
 * Whether nesting is at most 8 deep and no object repeats a member or has one called `__proto__`. It looks at brackets and
 * at strings followed by a colon only, and so needs no grammar: `JSON.parse` checks that afterwards. Names are compared
 * unescaped, since `"sub"` and `"\u0073ub"` are one member.
 */
function hasOnlyPlainMembers(text: string): boolean {
    const open: Set<string>[] = [];
    for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === OPEN_BRACE || c === OPEN_BRACKET) {
            if (open.push(new Set()) > MAX_DEPTH) return false;
        } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
            open.pop();
        } else if (c === QUOTE) {
            const end = closingQuote(text, i);
            if (end < 0) return false;
            const name = memberName(text, i, end);
            if (name !== undefined && !isNewName(open.at(-1), name)) return false;
            i = end;
        }
    }
    return true;
}

/** JSON as RFC 8259 has it, minus what two readers may understand differently (SPEC 2.3). `undefined` when refused. */
export function parseStrictJson(text: string): Json | undefined {
    if (!hasOnlyPlainMembers(text)) return undefined;
    try {
        return JSON.parse(text) as Json;
    } catch {
        return undefined;
    }
}

export function isJsonObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member; never one inherited from `Object.prototype`, whatever name a signed object asks for. */
export function memberOf(object: JsonObject, name: string): Json | undefined {
    return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Whether every member of `object` is one of `allowed`, and every one of `required` is there. */
export function hasMembers(object: JsonObject, required: readonly string[], optional: readonly string[] = []): boolean {
    const names = Object.keys(object);
    return (
        required.every((name) => Object.hasOwn(object, name)) &&
        names.every((name) => required.includes(name) || optional.includes(name))
    );
}

export const isInteger = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
