import { ok, type Result } from "@valise/base";
import type { RefusalCode } from "../codes.ts";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { algOf, type PublicJwk } from "../crypto/jwk.ts";
import type { CompactJws } from "../encoding/jws.ts";
import { memberOf } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";

/** The header's `alg` must be that of the key's type (`ATT_ALG`), the key usable (`ATT_KEY`), the signature good (`forged`). */
export async function checkSignature(
    crypto: ClearanceCrypto,
    jws: CompactJws,
    key: PublicJwk,
    forged: RefusalCode,
): Promise<Result<void, Refusal>> {
    if (memberOf(jws.header, "alg") !== algOf(key)) return refuse("ATT_ALG");
    switch (await crypto.verify(key, utf8(jws.signingInput), jws.signature)) {
        case "valid":
            return ok();
        case "bad-key":
            return refuse("ATT_KEY");
        case "invalid":
            return refuse(forged);
    }
}
