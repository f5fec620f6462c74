export type FileHandling = "open" | "save-only";

const zip = [0x50, 0x4b, 0x03, 0x04];
const riff = [0x52, 0x49, 0x46, 0x46];
const ole = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Types that the system's viewers open without running anything, each with how its content must begin (empty: plain
 * text). Office types that can carry macros, web pages, SVG and archives are not among them.
 */
const opened: Readonly<Record<string, readonly (readonly number[])[]>> = {
    ".txt": [],
    ".csv": [],
    ".pdf": [[0x25, 0x50, 0x44, 0x46, 0x2d]],
    ".png": [[0x89, 0x50, 0x4e, 0x47]],
    ".jpg": [[0xff, 0xd8, 0xff]],
    ".jpeg": [[0xff, 0xd8, 0xff]],
    ".gif": [[0x47, 0x49, 0x46, 0x38]],
    ".webp": [riff],
    ".docx": [zip],
    ".xlsx": [zip],
    ".pptx": [zip],
    ".odt": [zip],
    ".ods": [zip],
    ".odp": [zip],
    ".wav": [riff],
    ".ogg": [[0x4f, 0x67, 0x67, 0x53]],
    ".flac": [[0x66, 0x4c, 0x61, 0x43]],
    ".webm": [[0x1a, 0x45, 0xdf, 0xa3]],
};

/** Decides by the last extension and the first bytes whether a file may be opened, or only saved after a question. */
export function decideFileHandling(name: string, bytes: Uint8Array): FileHandling {
    const extension = /\.[^.]*$/.exec(name)?.[0].toLowerCase() ?? "";
    const beginnings = Object.hasOwn(opened, extension) ? opened[extension] : undefined;
    if (beginnings === undefined) return "save-only";
    if (beginnings.length === 0) return isPlainText(bytes) ? "open" : "save-only";
    return beginnings.some((beginning) => beginsWith(bytes, beginning)) ? "open" : "save-only";
}

function isPlainText(bytes: Uint8Array): boolean {
    const head = bytes.subarray(0, 4096);
    if (head.includes(0) || beginsWith(head, [0x23, 0x21]) || beginsWith(head, ole)) return false;
    return true;
}

const beginsWith = (bytes: Uint8Array, beginning: readonly number[]): boolean =>
    beginning.every((byte, at) => bytes[at] === byte);
