import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { gateNonce } from "../statement/nonce.ts";
import type { Expectation } from "../verify/provePresentation.ts";
import type { Binding } from "../verify/verifyKeyBinding.ts";
import type { EffectiveCharter } from "./effectiveCharter.ts";

/** What every presentation to a room is verified against. Compute it once per charter; `atS` and `sender` differ per use. */
export async function gateExpectation(
    charter: EffectiveCharter,
    crypto: ClearanceCrypto,
): Promise<Pick<Expectation, "audience" | "bindings"> & { readonly asks: NonNullable<Expectation["asks"]> }> {
    const bindings: Binding[] = [];
    for (const { text, iat } of charter.gates) bindings.push({ nonce: await gateNonce(crypto, text), notBeforeS: iat });
    return { audience: charter.room, bindings, asks: { label: charter.label, roles: charter.roles } };
}
