import type { Result } from "@valise/base";

/** Matrix's `EncryptedFile` (client-server 11.11.1.7.1) without `url`, which comes with the upload. */
export interface EncryptedFileInfo {
    readonly v: "v2";
    readonly key: {
        readonly alg: "A256CTR";
        readonly ext: true;
        readonly k: string;
        readonly key_ops: readonly string[];
        readonly kty: "oct";
    };
    readonly iv: string;
    readonly hashes: { readonly sha256: string };
}

export interface EncryptedFile extends EncryptedFileInfo {
    readonly url: string;
}

export interface EncryptedBytes {
    readonly bytes: Uint8Array;
    readonly info: EncryptedFileInfo;
}

/** Encrypts attachments, each with a key and IV of its own, and opens them after their hash was checked. */
export interface AttachmentCipher {
    encrypt(bytes: Uint8Array): EncryptedBytes;
    decrypt(bytes: Uint8Array, info: EncryptedFileInfo): Result<Uint8Array, { readonly kind: "file-damaged" }>;
}
