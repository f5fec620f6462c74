export type PictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

const signatures: readonly (readonly [PictureType, number, readonly number[]])[] = [
    ["image/png", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
    ["image/gif", 0, [0x47, 0x49, 0x46, 0x38]],
    ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]],
];

/**
 * What a picture is by its first bytes, whatever its sender calls it. Null for all else: SVG, HTML and PDF are never
 * rendered in the app's origin.
 */
export function sniffPicture(bytes: Uint8Array): PictureType | null {
    const found = signatures.find(([, at, signature]) => signature.every((byte, i) => bytes[at + i] === byte));
    return found?.[0] ?? null;
}
