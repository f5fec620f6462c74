import { ok, type Result } from "@valise/base";
import { ATTESTATION_TYP, CLEARANCE_VCT, MAX_DISCLOSURES, MAX_PRESENTATION_CHARS } from "../attestation/wire.ts";
import { type CompactJws, parseCompactJws } from "../encoding/jws.ts";
import { hasMembers, memberOf } from "../encoding/strictJson.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustBundle, TrustedAgency } from "../trust/TrustBundle.ts";

/** A presentation taken apart. Nothing in it is verified but its outer form and its agency's name. */
export interface PresentationParts {
    readonly attestation: CompactJws;
    readonly agency: TrustedAgency;
    readonly delegation: string;
    readonly disclosures: readonly string[];
    readonly keyBinding: string;
    /** The text up to and including the last `~`, which the key binding hashes. */
    readonly bound: string;
}

/**
 * Steps 1 to 4 (SPEC 5.1 to 5.4). `form`: with its key binding, as shown to others, or without, as its holder keeps it
 * (SPEC 5.21).
 */
export function readPresentation(
    text: unknown,
    bundle: TrustBundle,
    form: "bound" | "held" = "bound",
): Result<PresentationParts, Refusal> {
    if (typeof text !== "string") return refuse("ATT_MALFORMED");
    if (text.length > MAX_PRESENTATION_CHARS) return refuse("ATT_SIZE");
    if (!/^[A-Za-z0-9_.~-]*$/.test(text)) return refuse("ATT_MALFORMED");
    const [issuerJws = "", ...rest] = text.split("~");
    const keyBinding = rest.pop() ?? "";
    if (form === "bound" && keyBinding === "") return refuse("ATT_KB_MISSING");
    if (form === "held" && keyBinding !== "") return refuse("ATT_MALFORMED");
    if (rest.length > MAX_DISCLOSURES) return refuse("ATT_SIZE");
    const attestation = parseCompactJws(issuerJws);
    if (attestation === undefined) return refuse("ATT_MALFORMED");
    const { header, payload } = attestation;
    if (memberOf(header, "typ") !== ATTESTATION_TYP) return refuse("ATT_TYP");
    if (!hasMembers(header, [], ["alg", "typ", "kid", "och"])) return refuse("ATT_HEADER");
    if (memberOf(payload, "vct") !== CLEARANCE_VCT) return refuse("ATT_VCT");
    const iss = memberOf(payload, "iss");
    const agency = typeof iss === "string" ? bundle.agencies.get(iss) : undefined;
    if (agency === undefined) return refuse("ATT_ISSUER_UNKNOWN");
    const och = memberOf(header, "och");
    const delegation = Array.isArray(och) && och.length === 1 ? och[0] : undefined;
    if (typeof delegation !== "string") return refuse("ATT_CHAIN");
    const bound = text.slice(0, text.length - keyBinding.length);
    return ok({ attestation, agency, delegation, disclosures: rest, keyBinding, bound });
}
