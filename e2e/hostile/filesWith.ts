import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file below `folder`. */
export function filesBelow(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

/** Those that hold the text, in one of the ways programs write it. */
export function filesWith(folder: string, text: string): string[] {
    const forms = [
        Buffer.from(text, "utf8"),
        Buffer.from(text, "utf16le"),
        Buffer.from(Buffer.from(text).toString("hex")),
        ...[0, 1, 2].map((shift) => Buffer.from(base64Core(text, shift))),
    ];
    return filesBelow(folder).filter((file) => {
        const bytes = readFileSync(file);
        return forms.some((form) => bytes.includes(form));
    });
}

/** The part of the text's Base64 that does not depend on its neighbours, when `shift` bytes stand before it. */
function base64Core(text: string, shift: number): string {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString("base64");
    return encoded.slice(shift === 0 ? 0 : 4, encoded.length - 4);
}
