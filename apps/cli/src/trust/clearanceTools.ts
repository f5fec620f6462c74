import { type ClearanceCrypto, chooseCrypto, type RandomBytes } from "@valise/clearance";
import { createShippedRegistry, type PolicyRegistry } from "@valise/labels";
import { createSystemKeystore, type SystemKeystore } from "./systemKeystore.ts";

/** What every command about clearances computes with. */
export interface ClearanceTools {
    readonly crypto: ClearanceCrypto;
    readonly subtle: SubtleCrypto;
    readonly random: RandomBytes;
    readonly registry: PolicyRegistry;
    readonly keystore: SystemKeystore;
    nowS(): number;
}

export async function createClearanceTools(env: NodeJS.ProcessEnv): Promise<ClearanceTools> {
    const { subtle } = globalThis.crypto;
    return {
        crypto: await chooseCrypto(subtle),
        subtle,
        random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
        registry: createShippedRegistry(),
        keystore: createSystemKeystore(env),
        nowS: () => Math.floor(Date.now() / 1000),
    };
}
