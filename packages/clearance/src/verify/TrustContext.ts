import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import type { StatusLists } from "../status/StatusLists.ts";
import type { TrustBundle } from "../trust/TrustBundle.ts";
import type { VerificationCache } from "./VerificationCache.ts";

/** Everything verification depends on besides the text itself. Nothing is read from anywhere else. */
export interface TrustContext {
    readonly crypto: ClearanceCrypto;
    readonly bundle: TrustBundle;
    /** Usually `bundlePolicies(bundle)`. */
    readonly policies: PolicyLookup;
    /** Accepted lists only (`acceptStatusList`). */
    readonly lists: StatusLists;
    /** Own clock, seconds since 1970. */
    readonly nowS: number;
    readonly cache?: VerificationCache;
}
