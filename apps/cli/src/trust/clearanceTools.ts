import { type ClearanceCrypto, chooseCrypto, type RandomBytes } from "@valise/clearance";
import { createShippedRegistry, type PolicyRegistry } from "@valise/labels";

/** What every command about clearances computes with. */
export interface ClearanceTools {
    readonly crypto: ClearanceCrypto;
    readonly subtle: SubtleCrypto;
    readonly random: RandomBytes;
    readonly registry: PolicyRegistry;
    nowS(): number;
}

export async function createClearanceTools(): Promise<ClearanceTools> {
    const { subtle } = globalThis.crypto;
    return {
        crypto: await chooseCrypto(subtle),
        subtle,
        random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
        registry: createShippedRegistry(),
        nowS: () => Math.floor(Date.now() / 1000),
    };
}
