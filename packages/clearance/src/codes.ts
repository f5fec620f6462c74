/**
 * Every refusal code of this package: the source of the documentation's page of codes and of the app's sentences.
 * `clause` is the section of SPEC.md; `cause` and `next` are keys of the sentence and of the next action that the app words
 * in its languages; `meaning` is for the documentation. Codes are public and stable: a new case gets a new code.
 */
export interface CodeEntry {
    readonly clause: string;
    readonly cause: CauseKey;
    readonly next: NextActionKey;
    readonly meaning: string;
}

export type CauseKey =
    | "malformed"
    | "forged"
    | "unknown-issuer"
    | "not-yet-valid"
    | "expired"
    | "identity-changed"
    | "wrong-person"
    | "wrong-room"
    | "outdated"
    | "exceeds-grant"
    | "not-cleared"
    | "not-shown"
    | "not-admitted"
    | "removed"
    | "revoked"
    | "suspended"
    | "status-unknown"
    | "trust-stale"
    | "rolled-back"
    | "equivocation"
    | "not-authorised"
    | "lowering"
    | "unjoinable";

export type NextActionKey =
    | "present-again"
    | "renew-clearance"
    | "ask-security-officer"
    | "ask-room-owner"
    | "check-clock"
    | "get-trust-data"
    | "second-officer"
    | "verify-identity"
    | "report";

const entry = (clause: string, cause: CauseKey, next: NextActionKey, meaning: string): CodeEntry => ({
    clause,
    cause,
    next,
    meaning,
});

export const REFUSAL_CODES = {
    // Presentations, steps 1 to 16
    ATT_MISSING: entry("9.2", "not-shown", "present-again", "The member has shown no clearance to this room."),
    ATT_SIZE: entry("5.1", "malformed", "report", "More than 49,152 characters or 32 disclosures."),
    ATT_MALFORMED: entry("5.2", "malformed", "report", "Not strict base64url, UTF-8, JSON or JWS."),
    ATT_KB_MISSING: entry("5.1", "malformed", "present-again", "No key-binding signature follows the disclosures."),
    ATT_TYP: entry("5.3", "forged", "report", "A signed object of another type stands in this place."),
    ATT_HEADER: entry("5.3", "forged", "report", "The protected header has a member this profile does not know."),
    ATT_VCT: entry("5.4", "malformed", "report", "Not a Valise clearance of version 1."),
    ATT_ISSUER_UNKNOWN: entry("5.4", "unknown-issuer", "get-trust-data", "The agency is not in the trust bundle."),
    ATT_CHAIN: entry("5.4", "malformed", "report", "Not exactly one officer delegation in the header."),
    ATT_ROOT_UNKNOWN: entry("5.5", "unknown-issuer", "get-trust-data", "No root of that agency signed the delegation."),
    ATT_ALG: entry("5.6", "forged", "report", "The algorithm named is not that of the key's type."),
    ATT_KEY: entry(
        "5.6",
        "forged",
        "report",
        "A key is malformed, private, of small order or of a type not allowed here.",
    ),
    ATT_CHAIN_SIG: entry("5.6", "forged", "report", "The officer's delegation is not signed by the root it names."),
    ATT_CHAIN_ISS: entry("5.7", "forged", "report", "Delegation and attestation name different agencies."),
    ATT_CLAIM: entry(
        "5.10",
        "malformed",
        "report",
        "A claim is missing, unknown, of a wrong type, or not the agency's.",
    ),
    ATT_CHAIN_NOT_YET: entry("5.7", "not-yet-valid", "check-clock", "The officer's delegation is not valid yet."),
    ATT_CHAIN_EXPIRED: entry("5.7", "expired", "ask-security-officer", "The officer's delegation has expired."),
    ATT_TTL: entry("5.7", "exceeds-grant", "ask-security-officer", "A validity is longer than allowed."),
    ATT_ROOT_EXPIRED: entry("5.7", "expired", "get-trust-data", "The agency's root is outside its validity."),
    ATT_CHAIN_KID: entry("5.8", "forged", "report", "The attestation names another key than the delegated one."),
    ATT_SIG: entry("5.8", "forged", "report", "The attestation is not signed by the delegated officer key."),
    ATT_NOT_YET: entry("5.9", "not-yet-valid", "check-clock", "The attestation is not valid yet."),
    ATT_EXPIRED: entry("5.9", "expired", "renew-clearance", "The attestation has expired."),
    ATT_CHAIN_WINDOW: entry(
        "5.9",
        "exceeds-grant",
        "ask-security-officer",
        "Issued outside the delegation's validity.",
    ),
    ATT_SD_ALG: entry("5.10", "malformed", "report", "Digests are not SHA-256."),
    ATT_SD_DUP_DIGEST: entry("5.10", "forged", "report", "A digest is listed twice."),
    ATT_SD_DUP_DISCLOSURE: entry("5.11", "forged", "report", "A disclosure is shown twice."),
    ATT_SD_SHAPE: entry(
        "5.11",
        "malformed",
        "report",
        "A disclosure is not salt, name and value, or its salt is short.",
    ),
    ATT_SD_CLAIM: entry("5.11", "malformed", "report", "A disclosed claim's name, value or level is not known."),
    ATT_SD_DUP_CLAIM: entry("5.11", "forged", "report", "Two disclosures show the same claim."),
    ATT_SD_UNREFERENCED: entry("5.11", "forged", "report", "A disclosure is not among the attested digests."),
    ATT_SUBJECT: entry("5.12", "wrong-person", "report", "The attestation is another person's."),
    ATT_MXK: entry("5.12", "identity-changed", "verify-identity", "The person's identity key is not the attested one."),
    ATT_SERVER: entry("5.12", "exceeds-grant", "ask-security-officer", "The person's homeserver is not the agency's."),
    ATT_POLICY: entry(
        "5.13",
        "not-cleared",
        "ask-security-officer",
        "The clearance's policy does not cover this room's.",
    ),
    ATT_GRANT_LEVEL: entry(
        "5.13",
        "exceeds-grant",
        "ask-security-officer",
        "A level is above what officer or agency may attest.",
    ),
    ATT_GRANT_CLAIM: entry(
        "5.13",
        "exceeds-grant",
        "ask-security-officer",
        "A category or role is not the officer's to attest.",
    ),
    ATT_KB_SIG: entry("5.14", "forged", "report", "The presentation is not signed by its holder."),
    ATT_KB_CLAIM: entry("5.15", "malformed", "report", "The key binding does not have exactly its four claims."),
    ATT_KB_AUD: entry("5.15", "wrong-room", "report", "Shown to another room or community."),
    ATT_KB_NONCE: entry("5.15", "outdated", "present-again", "Shown to another gate or signed for another payload."),
    ATT_KB_TIME: entry("5.15", "outdated", "check-clock", "Signed before the attestation or gate, or in the future."),
    ATT_KB_SD_HASH: entry("5.15", "forged", "report", "Disclosures were added or taken away after signing."),
    ATT_INSUFFICIENT: entry(
        "5.16",
        "not-cleared",
        "ask-security-officer",
        "What was shown is less than the gate asks for.",
    ),
    // Status, step 17, and the acceptance of lists
    ATT_STATUS_MISSING: entry("5.17", "status-unknown", "get-trust-data", "The status list is not here."),
    ATT_STATUS_STALE: entry("5.17", "trust-stale", "get-trust-data", "The newest status list here is past its expiry."),
    ATT_STATUS_RANGE: entry("5.17", "malformed", "ask-security-officer", "The index is outside the status list."),
    ATT_REVOKED: entry("5.17", "revoked", "ask-security-officer", "The clearance or its officer is revoked."),
    ATT_SUSPENDED: entry("5.17", "suspended", "ask-security-officer", "The clearance or its officer is suspended."),
    ATT_STATUS_UNKNOWN: entry(
        "5.17",
        "status-unknown",
        "ask-security-officer",
        "The status is a value without a meaning.",
    ),
    ATT_STATUS_SIZE: entry("6.3", "malformed", "report", "The list is over 256 KiB, or inflates beyond 64 KiB."),
    ATT_STATUS_TYP: entry("6.3", "forged", "report", "Not a status list token."),
    ATT_STATUS_KEY: entry("6.3", "unknown-issuer", "get-trust-data", "Not signed by a status key of the trust bundle."),
    ATT_STATUS_SIG: entry("6.3", "forged", "report", "The list's signature does not verify."),
    ATT_STATUS_URI: entry("6.3", "forged", "report", "The list is not one of its agency's."),
    ATT_STATUS_ISS: entry("6.3", "forged", "report", "The list's agency is not the status key's."),
    ATT_STATUS_TIME: entry("6.3", "not-yet-valid", "check-clock", "The list is dated in the future."),
    ATT_STATUS_ROLLBACK: entry(
        "6.4",
        "rolled-back",
        "report",
        "An older list than one already seen, or below the floor.",
    ),
    ATT_STATUS_EQUIVOCATION: entry(
        "6.4",
        "equivocation",
        "report",
        "Two lists were signed under one number. Keep both.",
    ),
    // Trust bundle
    TRUST_SIZE: entry("4.3", "malformed", "report", "The bundle's text is over 60,000 characters."),
    TRUST_SHAPE: entry("4.2", "malformed", "report", "The bundle has an unknown, missing or contradictory part."),
    TRUST_TYP: entry("4.3", "forged", "report", "A signed object of another type stands in the bundle's place."),
    TRUST_ALG: entry("4.3", "forged", "report", "A bundle signature names an algorithm that is not its key's."),
    TRUST_SIG: entry("4.3", "forged", "report", "A community key's signature does not verify."),
    TRUST_THRESHOLD: entry("4.3", "not-authorised", "second-officer", "Too few community keys have signed."),
    TRUST_COMMUNITY: entry("4.3", "forged", "report", "The bundle is another community's."),
    TRUST_TIME: entry("4.3", "not-yet-valid", "check-clock", "The bundle is dated in the future."),
    TRUST_EXPIRED: entry("4.3", "expired", "get-trust-data", "The trust bundle has expired."),
    TRUST_ROLLBACK: entry("4.4", "rolled-back", "report", "An older bundle than one already seen, or below the floor."),
    TRUST_EQUIVOCATION: entry("4.4", "equivocation", "report", "Two bundles were signed under one number. Keep both."),
    // Signed statements
    STM_SHAPE: entry("7.1", "malformed", "report", "Not a kind, a payload and a list of presentations."),
    STM_KIND: entry("7.1", "forged", "report", "A statement of another kind stands in this place."),
    STM_PAYLOAD: entry("7.1", "malformed", "report", "The payload has an unknown, missing or contradictory member."),
    STM_TIME: entry(
        "7.3",
        "outdated",
        "check-clock",
        "Signed more than 120 s from the payload's time, or in the future.",
    ),
    STM_ROLE: entry(
        "7.3",
        "not-authorised",
        "ask-security-officer",
        "A signer did not show a role this kind asks for.",
    ),
    STM_SIGNERS: entry("7.3", "not-authorised", "second-officer", "Too few different people have signed."),
    // Charter
    CHR_MISSING: entry("8.4", "status-unknown", "ask-room-owner", "No charter of this room has been accepted."),
    CHR_ROOM: entry("8.3", "wrong-room", "report", "The charter is another room's."),
    CHR_SIGNER: entry(
        "8.3",
        "not-authorised",
        "ask-room-owner",
        "The signer's agency may not sign this room's charter.",
    ),
    CHR_PREV: entry("8.3", "malformed", "report", "The charter does not name what it follows."),
    CHR_FLOOR: entry("8.3", "rolled-back", "report", "Older than the charter one was admitted under."),
    CHR_OWNER: entry("8.3", "not-authorised", "report", "The charter changes the room's owner."),
    CHR_TIME: entry("8.3", "outdated", "check-clock", "Dated before the charter it follows."),
    CHR_EPOCH: entry("8.3", "malformed", "ask-room-owner", "The gate changed without a new epoch."),
    CHR_EXERCISE: entry("8.3", "not-authorised", "report", "Exercise or actual changed after the room was opened."),
    CHR_LOWER: entry("8.5", "lowering", "second-officer", "Widening access takes two people with RELEASE."),
    CHR_POLICY: entry(
        "8.3",
        "malformed",
        "ask-room-owner",
        "The policy does not know the label, or it is above the ceiling.",
    ),
    CHR_ROLLBACK: entry("8.4", "rolled-back", "report", "A charter already replaced was put back; nothing changes."),
    CHR_UNJOINABLE: entry("8.6", "unjoinable", "ask-room-owner", "Two charters signed at once exclude each other."),
    // Admission and break-glass
    ADM_STATE_KEY: entry("9.3", "forged", "report", "The admission is filed under another key than its own."),
    ADM_ROOM: entry("9.3", "wrong-room", "report", "The admission is another room's."),
    ADM_SIGNER: entry("9.3", "not-authorised", "ask-room-owner", "The signer's agency may not admit to this room."),
    ADM_AGENCY: entry("9.4", "not-admitted", "ask-room-owner", "The person's agency is not one of the room's."),
    ADM_MISSING: entry(
        "9.4",
        "not-admitted",
        "ask-room-owner",
        "Nobody has admitted this person under the present gate.",
    ),
    ADM_REMOVED: entry("9.4", "removed", "ask-room-owner", "The newest admission that names this person removes them."),
    ADM_MXK: entry("9.4", "identity-changed", "verify-identity", "Admitted under another identity key."),
    GLS_ROOM: entry("9.5", "wrong-room", "report", "The break-glass is another room's."),
    GLS_SIGNER: entry(
        "9.5",
        "not-authorised",
        "ask-room-owner",
        "A signer is not of the owner agency, or is the person let in.",
    ),
    GLS_TTL: entry("9.5", "exceeds-grant", "ask-room-owner", "Break-glass lasts at most 24 hours."),
    GLS_CEILING: entry("9.5", "exceeds-grant", "ask-room-owner", "The room is above the owner agency's ceiling."),
} as const satisfies Record<string, CodeEntry>;

export type RefusalCode = keyof typeof REFUSAL_CODES;
