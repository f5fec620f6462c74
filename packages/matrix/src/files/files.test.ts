import { initAsync } from "@matrix-org/matrix-sdk-crypto-wasm";
import { err, ok, unwrap } from "@valise/base";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createAttachmentCipher } from "./createAttachmentCipher.ts";
import { decideFileSize, maxFileBytes } from "./limits.ts";
import { parseEncryptedFile } from "./parseEncryptedFile.ts";
import { readEncryptedFile } from "./readEncryptedFile.ts";
import { sniffImage } from "./sniffImage.ts";

const cipher = createAttachmentCipher();
const plain = new TextEncoder().encode("note verbale");
const served = (bytes: Uint8Array) => ({
    download: async () => ok(bytes),
});

describe("attachments", () => {
    beforeAll(() => initAsync());

    it("come back as they were, whatever they hold", () => {
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
                const { bytes: sealed, info } = cipher.encrypt(bytes);
                expect(unwrap(cipher.decrypt(sealed, info))).toEqual(bytes);
            }),
            { numRuns: 30 },
        );
    });

    it("get a key and an IV of their own each time", () => {
        const [a, b] = [cipher.encrypt(plain), cipher.encrypt(plain)];
        expect(a.info.key.k).not.toBe(b.info.key.k);
        expect(a.info.iv).not.toBe(b.info.iv);
        expect(a.info).toMatchObject({ v: "v2", key: { alg: "A256CTR", kty: "oct", ext: true } });
    });

    it("are refused as damaged when one bit changed, or when key or hash are another's", async () => {
        const { bytes, info } = cipher.encrypt(plain);
        const flipped = Uint8Array.from(bytes, (byte, index) => (index === 3 ? byte ^ 1 : byte));
        expect(cipher.decrypt(flipped, info)).toEqual(err({ kind: "file-damaged" }));
        expect(cipher.decrypt(bytes, cipher.encrypt(plain).info)).toEqual(err({ kind: "file-damaged" }));
        const file = { ...info, url: "mxc://mfa.example/abc" };
        expect(await readEncryptedFile(file, served(flipped), cipher)).toEqual(err({ kind: "file-damaged" }));
        expect(unwrap(await readEncryptedFile(file, served(bytes), cipher))).toEqual(plain);
    });

    it("without a hash, with another version, or from elsewhere than a media repository are not fetched", () => {
        const file = { ...cipher.encrypt(plain).info, url: "mxc://mfa.example/abc" };
        expect(parseEncryptedFile(file)).toEqual(file);
        for (const bad of [
            null,
            [],
            { ...file, hashes: {} },
            { ...file, v: "v1" },
            { ...file, url: "https://mfa.example/a.png" },
            { ...file, url: "mxc://mfa.example/../../x" },
            { ...file, key: { ...file.key, alg: "A256CBC" } },
        ]) {
            expect(parseEncryptedFile(bad)).toBeNull();
        }
    });

    it("are shown as pictures only by their first bytes, never SVG or HTML", () => {
        expect(sniffImage(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
        expect(sniffImage(new TextEncoder().encode("GIF89a......"))).toBe("image/gif");
        expect(sniffImage(new TextEncoder().encode("RIFF\u0001\u0001\u0001\u0001WEBPVP8 "))).toBe("image/webp");
        for (const text of ["<svg xmlns=", "<html>", "RIFFxxxxAVI ", "", "%PDF-1.7"]) {
            expect(sniffImage(new TextEncoder().encode(text))).toBeNull();
        }
    });

    it("too large for us or for the server are refused before encryption", () => {
        expect(decideFileSize(maxFileBytes, null)).toBeNull();
        expect(decideFileSize(maxFileBytes + 1, null)).toEqual({ kind: "too-large", limitBytes: maxFileBytes });
        expect(decideFileSize(1001, 1000)).toEqual({ kind: "too-large", limitBytes: 1000 });
    });
});
