/**
 * A distinguished name (RFC 4514) in one form for names that mean the same: types in lower case, values without escapes and
 * without difference of case, parts of one step sorted. `null`: it is none.
 */
export function normalDn(text: string): string | null {
    const steps: string[] = [];
    for (const step of split(text, ",")) {
        const parts = split(step, "+").map(normalPart);
        if (parts.includes(null)) return null;
        steps.push(parts.sort().join("+"));
    }
    return steps.join(",");
}

function normalPart(part: string): string | null {
    const [, type = "", raw = ""] = /^\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)\s*=\s*(.*)$/s.exec(part) ?? [];
    const value = type === "" ? null : readValue(raw);
    return value === null ? null : `${type.toLowerCase()}=${escapeAll(value)}`;
}

/** Takes escapes back: `\2C` and `\,`. Hexadecimal pairs are bytes of UTF-8. */
function readValue(raw: string): string | null {
    const bytes: number[] = [];
    const encoder = new TextEncoder();
    for (let at = 0; at < raw.length; ) {
        const pair = /^\\([0-9A-Fa-f]{2})/.exec(raw.slice(at, at + 3));
        const char = String.fromCodePoint(raw.codePointAt(raw[at] === "\\" ? at + 1 : at) ?? 0xfffd);
        if (pair !== null) {
            bytes.push(Number.parseInt(pair[1] ?? "", 16));
            at += 3;
            continue;
        }
        // Spaces at the end belong to it only where they are escaped.
        if (raw[at] !== "\\" && raw.slice(at).trim() === "") break;
        bytes.push(...encoder.encode(char));
        at += char.length + (raw[at] === "\\" ? 1 : 0);
    }
    try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
        return text.normalize("NFC").toLowerCase().replace(/ +/g, " ");
    } catch {
        return null;
    }
}

const escapeAll = (value: string): string => value.replace(/[,+=\\]/g, (char) => `\\${char}`);

/** At a sign that is not escaped. */
function split(text: string, sign: "," | "+"): string[] {
    const parts = [""];
    for (let at = 0; at < text.length; at++) {
        const char = text[at] ?? "";
        if (char === "\\") parts[parts.length - 1] += char + (text[++at] ?? "");
        else if (char === sign) parts.push("");
        else parts[parts.length - 1] += char;
    }
    return parts;
}
