import { fromBase64, toBase64 } from "./storeKeys.ts";

/** What the disk says about the store in clear: version, how the store key is protected, and a check value of the key. */
export interface StoreHeader {
    readonly version: number;
    readonly protection:
        | { readonly kind: "key" }
        | { readonly kind: "browser"; readonly wrapped: string }
        | {
              readonly kind: "passphrase";
              readonly salt: string;
              readonly iterations: number;
              readonly wrapped: string;
          };
    readonly check: string;
}

/** JSON with its SHA-256 before it, so that a damaged header is not taken for a wrong key. */
export async function formatHeader(header: StoreHeader): Promise<Uint8Array> {
    const json = new TextEncoder().encode(JSON.stringify(header));
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", json));
    const bytes = new Uint8Array(32 + json.byteLength);
    bytes.set(sum);
    bytes.set(json, 32);
    return bytes;
}

/** `null` for what is no header, or is damaged. */
export async function parseHeader(data: unknown): Promise<StoreHeader | null> {
    if (!(data instanceof Uint8Array) || data.byteLength < 34) return null;
    const bytes = Uint8Array.from(data);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.subarray(32)));
    if (toBase64(sum) !== toBase64(bytes.subarray(0, 32))) return null;
    try {
        return checkHeader(JSON.parse(new TextDecoder().decode(bytes.subarray(32))));
    } catch {
        return null;
    }
}

function checkHeader(json: unknown): StoreHeader | null {
    const { version, protection, check } = json as Partial<StoreHeader>;
    if (typeof version !== "number" || typeof check !== "string" || protection === undefined) return null;
    switch (protection.kind) {
        case "key":
            return { version, protection, check };
        case "browser":
            return isWrapped(protection.wrapped) ? { version, protection, check } : null;
        case "passphrase": {
            const { salt, iterations, wrapped } = protection;
            // Fewer rounds than we ever wrote would weaken the next passphrase check; more would hang the start.
            const sane = Number.isInteger(iterations) && iterations >= 100_000 && iterations <= 10_000_000;
            return sane && typeof salt === "string" && isWrapped(wrapped) ? { version, protection, check } : null;
        }
        default:
            return null;
    }
}

const isWrapped = (value: unknown) => typeof value === "string" && fromBase64(value).byteLength === 12 + 32 + 16;
