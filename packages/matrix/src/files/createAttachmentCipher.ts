import { Attachment, EncryptedAttachment } from "@matrix-org/matrix-sdk-crypto-wasm";
import { err, ok } from "@valise/base";
import type { AttachmentCipher, EncryptedFileInfo } from "./AttachmentCipher.ts";

/** By the crypto module's own attachment cipher (AES-256-CTR, SHA-256). `initAsync` of the module must have run. */
export function createAttachmentCipher(): AttachmentCipher {
    return {
        encrypt(bytes) {
            using sealed = Attachment.encrypt(bytes);
            const json = sealed.mediaEncryptionInfo;
            if (json === undefined) throw new Error("a fresh attachment has its key");
            return { bytes: sealed.encryptedData, info: JSON.parse(json) as EncryptedFileInfo };
        },
        decrypt(bytes, info) {
            try {
                const { v, key, iv, hashes } = info;
                using sealed = new EncryptedAttachment(bytes, JSON.stringify({ v, key, iv, hashes }));
                return ok(Attachment.decrypt(sealed));
            } catch {
                // The module says "hash mismatch", "invalid key" and so on; to a person all of it is a damaged file.
                return err({ kind: "file-damaged" });
            }
        },
    };
}
