import { ok, type Result } from "@valise/base";
import { type ClaimName, isClaimName } from "../attestation/claimNames.ts";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { decodeBase64Url, encodeBase64Url } from "../encoding/base64url.ts";
import { parseStrictJson } from "../encoding/strictJson.ts";
import { decodeUtf8, utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";

const MIN_SALT_CHARS = 22;

/** One disclosure's claim name: `[salt, name, true]` and nothing else. */
function readDisclosure(disclosure: string): Result<ClaimName, Refusal> {
    const bytes = decodeBase64Url(disclosure);
    const json = bytes === undefined ? undefined : decodeUtf8(bytes);
    const value = json === undefined ? undefined : parseStrictJson(json);
    if (value === undefined) return refuse("ATT_MALFORMED", "disclosure");
    if (!Array.isArray(value) || value.length !== 3) return refuse("ATT_SD_SHAPE");
    const [salt, name, shown] = value;
    if (typeof salt !== "string" || salt.length < MIN_SALT_CHARS) return refuse("ATT_SD_SHAPE");
    if (!isClaimName(name) || shown !== true) return refuse("ATT_SD_CLAIM");
    return ok(name);
}

/** Step 11 (SPEC 5.11): the claims shown, each once and each among the attested digests. */
export async function readDisclosures(
    disclosures: readonly string[],
    digests: ReadonlySet<string>,
    crypto: ClearanceCrypto,
): Promise<Result<ClaimName[], Refusal>> {
    if (new Set(disclosures).size !== disclosures.length) return refuse("ATT_SD_DUP_DISCLOSURE");
    const names = new Set<ClaimName>();
    for (const disclosure of disclosures) {
        const name = readDisclosure(disclosure);
        if (!name.ok) return name;
        if (names.has(name.value)) return refuse("ATT_SD_DUP_CLAIM");
        names.add(name.value);
        const digest = encodeBase64Url(await crypto.sha256(utf8(disclosure)));
        if (!digests.has(digest)) return refuse("ATT_SD_UNREFERENCED");
    }
    return ok([...names]);
}
