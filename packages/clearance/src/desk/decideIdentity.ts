import { err, ok, type Result } from "@valise/base";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { identityCode, parseIdentityCode } from "./identityCode.ts";
import type { IdentityCheck } from "./Register.ts";

export type IdentityRefusal =
    /** The person has no cross-signing identity yet: nothing to bind a clearance to. */
    | { readonly kind: "no-identity" }
    /** A typing mistake in the code, which is no alarm. */
    | { readonly kind: "identity-code-malformed" }
    /** Above the policy's lowest level the code is asked. */
    | { readonly kind: "identity-code-missing" }
    /** What the server shows is not what the person read out, or what was attested: raise the alarm, sign nothing. */
    | { readonly kind: "identity-differs"; readonly shown: string };

/**
 * Whether a clearance may be bound to the master key that the server shows (SPEC 12.2). `code`: as the person read or
 * showed it to the officer, null when nobody asked. `attested`: the key of the last attestation, null when there is none;
 * for a renewal of that very key the earlier check stands (`attestedCheck`).
 */
export async function decideIdentity(
    question: {
        readonly userId: string;
        readonly shown: string | null;
        readonly code: string | null;
        readonly attested: string | null;
        readonly attestedCheck: IdentityCheck;
        readonly isLowestLevel: boolean;
    },
    crypto: ClearanceCrypto,
): Promise<Result<IdentityCheck, IdentityRefusal>> {
    const { userId, shown, code, attested, attestedCheck, isLowestLevel } = question;
    if (shown === null) return err({ kind: "no-identity" });
    if (code !== null) {
        const given = parseIdentityCode(code);
        if (given === undefined) return err({ kind: "identity-code-malformed" });
        const expected = await identityCode(userId, shown, crypto);
        return given === expected ? ok("checked") : err({ kind: "identity-differs", shown });
    }
    if (attested !== null && attested !== shown) return err({ kind: "identity-differs", shown });
    if (attested === shown && attestedCheck === "checked") return ok("checked");
    return isLowestLevel ? ok("not-checked") : err({ kind: "identity-code-missing" });
}
