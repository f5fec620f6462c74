/** The picture formats that may be decoded in the app. Never SVG or HTML: both carry script and addresses. */
export type SafeImageType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";

/** Decides by the file's first bytes alone; what the sender declared is not looked at. `null`: not shown as a picture. */
export function sniffImage(bytes: Uint8Array): SafeImageType | null {
    if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
    if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
    const head = String.fromCharCode(...bytes.subarray(0, 12));
    if (/^GIF8[79]a/.test(head)) return "image/gif";
    return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP" ? "image/webp" : null;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
    bytes.byteLength >= magic.length && magic.every((byte, index) => bytes[index] === byte);
