/** Matrix's encrypted attachments (client-server, "Sending encrypted attachments"), on nothing but WebCrypto. */
export interface EncryptedFileWire {
    readonly v: "v2";
    readonly url: string;
    readonly key: {
        readonly k: string;
        readonly alg: "A256CTR";
        readonly kty: "oct";
        readonly ext: true;
        key_ops: string[];
    };
    readonly iv: string;
    readonly hashes: { readonly sha256: string };
}

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
const counter = (iv: Uint8Array<ArrayBuffer>) => ({ name: "AES-CTR", counter: iv, length: 64 });

/** Throws when the hash or the algorithm is not as announced. */
export async function decryptAttachment(sealed: Uint8Array<ArrayBuffer>, file: EncryptedFileWire): Promise<Buffer> {
    if (file.v !== "v2" || file.key.alg !== "A256CTR") throw new Error("another kind of attachment");
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", sealed));
    if (unpadded(hash) !== file.hashes.sha256) throw new Error("the hash is another");
    const raw = new Uint8Array(Buffer.from(file.key.k, "base64url"));
    const key = await crypto.subtle.importKey("raw", raw, "AES-CTR", false, ["decrypt"]);
    const iv = new Uint8Array(Buffer.from(file.iv, "base64"));
    return Buffer.from(await crypto.subtle.decrypt(counter(iv), key, sealed));
}

export async function encryptAttachment(
    bytes: Uint8Array<ArrayBuffer>,
): Promise<{ sealed: Uint8Array<ArrayBuffer>; file: Omit<EncryptedFileWire, "url"> }> {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const iv = new Uint8Array(16);
    crypto.getRandomValues(iv.subarray(0, 8));
    const key = await crypto.subtle.importKey("raw", raw, "AES-CTR", false, ["encrypt"]);
    const sealed = new Uint8Array(await crypto.subtle.encrypt(counter(iv), key, bytes));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", sealed));
    const k = Buffer.from(raw).toString("base64url");
    return {
        sealed,
        file: {
            v: "v2",
            key: { k, alg: "A256CTR", kty: "oct", ext: true, key_ops: ["encrypt", "decrypt"] },
            iv: unpadded(iv),
            hashes: { sha256: unpadded(hash) },
        },
    };
}
