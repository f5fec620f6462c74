import type { RecordKey, StoreTable } from "./RecordStore.ts";

/** Everything derived from the 32-byte store key by HKDF-SHA-256 (RFC 5869), each for one use. */
export interface StoreKeys {
    /** AES-256-GCM for records. */
    readonly seal: CryptoKey;
    /** HMAC-SHA-256 for record names. */
    readonly name: CryptoKey;
    /** 16 bytes, base64: tells a wrong key from a damaged record. */
    readonly check: string;
    /** For the crypto store. */
    readonly cryptoStoreKey: Uint8Array<ArrayBuffer>;
}

export async function deriveStoreKeys(storeKey: Uint8Array<ArrayBuffer>): Promise<StoreKeys> {
    if (storeKey.byteLength !== 32) throw new RangeError("a store key has 32 bytes");
    const root = await crypto.subtle.importKey("raw", storeKey, "HKDF", false, ["deriveBits", "deriveKey"]);
    const from = (use: string) => ({
        name: "HKDF",
        hash: "SHA-256",
        salt: new Uint8Array(),
        info: new TextEncoder().encode(`valise store 1 ${use}`),
    });
    const bits = async (use: string, count: number) =>
        new Uint8Array(await crypto.subtle.deriveBits(from(use), root, count));
    const aes = { name: "AES-GCM", length: 256 };
    const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
    return {
        seal: await crypto.subtle.deriveKey(from("seal"), root, aes, false, ["encrypt", "decrypt"]),
        name: await crypto.subtle.deriveKey(from("name"), root, hmac, false, ["sign"]),
        check: toBase64(await bits("check", 128)),
        cryptoStoreKey: await bits("crypto", 256),
    };
}

/** A record's name on the disk: `table/group/id`, the two latter as 16-byte keyed hashes. */
export class RecordNames {
    readonly #key: CryptoKey;
    /** What is written at all is written again and again. */
    readonly #known = new Map<string, string>();

    constructor(key: CryptoKey) {
        this.#key = key;
    }

    table(table: StoreTable): string {
        return `${table}/`;
    }

    async group(table: StoreTable, group: string): Promise<string> {
        return this.#once(`${table}/${group}`, async () => `${table}/${await this.#hash(["group", table, group])}/`);
    }

    async record(table: StoreTable, { group, id }: RecordKey): Promise<string> {
        const prefix = await this.group(table, group);
        // No table begins with a line's end: never the name of a group.
        return this.#once(`\n${prefix}${id}`, async () => prefix + (await this.#hash(["id", table, group, id])));
    }

    async #once(of: string, make: () => Promise<string>): Promise<string> {
        const known = this.#known.get(of);
        if (known !== undefined) return known;
        const name = await make();
        if (this.#known.size > 10_000) this.#known.clear();
        this.#known.set(of, name);
        return name;
    }

    async #hash(parts: readonly string[]): Promise<string> {
        const mac = await crypto.subtle.sign("HMAC", this.#key, new TextEncoder().encode(JSON.stringify(parts)));
        return toBase64(new Uint8Array(mac, 0, 16))
            .replaceAll("+", "-")
            .replaceAll("/", "_")
            .replaceAll("=", "");
    }
}

export function toBase64(bytes: Uint8Array): string {
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
