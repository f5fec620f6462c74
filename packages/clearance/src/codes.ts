/**
 * Every refusal code of this package: the source of the documentation's page of codes and of the app's sentences.
 * `clause` is the section of SPEC.md; `cause` and `next` are keys of the sentence and of the next action that the app words
 * in its languages. What codes mean stands in `codeMeanings.ts`, which no app carries. Codes are public and stable: a new
 * case gets a new code.
 */
export interface CodeEntry {
    readonly clause: string;
    readonly cause: CauseKey;
    readonly next: NextActionKey;
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

const entry = (clause: string, cause: CauseKey, next: NextActionKey): CodeEntry => ({ clause, cause, next });

export const REFUSAL_CODES = {
    // Presentations, steps 1 to 16
    ATT_MISSING: entry("9.2", "not-shown", "present-again"),
    ATT_SIZE: entry("5.1", "malformed", "report"),
    ATT_MALFORMED: entry("5.2", "malformed", "report"),
    ATT_KB_MISSING: entry("5.1", "malformed", "present-again"),
    ATT_TYP: entry("5.3", "forged", "report"),
    ATT_HEADER: entry("5.3", "forged", "report"),
    ATT_VCT: entry("5.4", "malformed", "report"),
    ATT_ISSUER_UNKNOWN: entry("5.4", "unknown-issuer", "get-trust-data"),
    ATT_CHAIN: entry("5.4", "malformed", "report"),
    ATT_ROOT_UNKNOWN: entry("5.5", "unknown-issuer", "get-trust-data"),
    ATT_ALG: entry("5.6", "forged", "report"),
    ATT_KEY: entry("5.6", "forged", "report"),
    ATT_CHAIN_SIG: entry("5.6", "forged", "report"),
    ATT_CHAIN_ISS: entry("5.7", "forged", "report"),
    ATT_CLAIM: entry("5.10", "malformed", "report"),
    ATT_CHAIN_NOT_YET: entry("5.7", "not-yet-valid", "check-clock"),
    ATT_CHAIN_EXPIRED: entry("5.7", "expired", "ask-security-officer"),
    ATT_TTL: entry("5.7", "exceeds-grant", "ask-security-officer"),
    ATT_ROOT_EXPIRED: entry("5.7", "expired", "get-trust-data"),
    ATT_CHAIN_KID: entry("5.8", "forged", "report"),
    ATT_SIG: entry("5.8", "forged", "report"),
    ATT_NOT_YET: entry("5.9", "not-yet-valid", "check-clock"),
    ATT_EXPIRED: entry("5.9", "expired", "renew-clearance"),
    ATT_CHAIN_WINDOW: entry("5.9", "exceeds-grant", "ask-security-officer"),
    ATT_SD_ALG: entry("5.10", "malformed", "report"),
    ATT_SD_DUP_DIGEST: entry("5.10", "forged", "report"),
    ATT_SD_DUP_DISCLOSURE: entry("5.11", "forged", "report"),
    ATT_SD_SHAPE: entry("5.11", "malformed", "report"),
    ATT_SD_CLAIM: entry("5.11", "malformed", "report"),
    ATT_SD_DUP_CLAIM: entry("5.11", "forged", "report"),
    ATT_SD_UNREFERENCED: entry("5.11", "forged", "report"),
    ATT_SUBJECT: entry("5.12", "wrong-person", "report"),
    ATT_MXK: entry("5.12", "identity-changed", "verify-identity"),
    ATT_SERVER: entry("5.12", "exceeds-grant", "ask-security-officer"),
    ATT_POLICY: entry("5.13", "not-cleared", "ask-security-officer"),
    ATT_GRANT_LEVEL: entry("5.13", "exceeds-grant", "ask-security-officer"),
    ATT_GRANT_CLAIM: entry("5.13", "exceeds-grant", "ask-security-officer"),
    ATT_KB_SIG: entry("5.14", "forged", "report"),
    ATT_KB_CLAIM: entry("5.15", "malformed", "report"),
    ATT_KB_AUD: entry("5.15", "wrong-room", "report"),
    ATT_KB_NONCE: entry("5.15", "outdated", "present-again"),
    ATT_KB_TIME: entry("5.15", "outdated", "check-clock"),
    ATT_KB_SD_HASH: entry("5.15", "forged", "report"),
    ATT_INSUFFICIENT: entry("5.16", "not-cleared", "ask-security-officer"),
    // Status, step 17, and the acceptance of lists
    ATT_STATUS_MISSING: entry("5.17", "status-unknown", "get-trust-data"),
    ATT_STATUS_STALE: entry("5.17", "trust-stale", "get-trust-data"),
    ATT_STATUS_RANGE: entry("5.17", "malformed", "ask-security-officer"),
    ATT_REVOKED: entry("5.17", "revoked", "ask-security-officer"),
    ATT_SUSPENDED: entry("5.17", "suspended", "ask-security-officer"),
    ATT_STATUS_UNKNOWN: entry("5.17", "status-unknown", "ask-security-officer"),
    ATT_STATUS_SIZE: entry("6.3", "malformed", "report"),
    ATT_STATUS_TYP: entry("6.3", "forged", "report"),
    ATT_STATUS_KEY: entry("6.3", "unknown-issuer", "get-trust-data"),
    ATT_STATUS_SIG: entry("6.3", "forged", "report"),
    ATT_STATUS_URI: entry("6.3", "forged", "report"),
    ATT_STATUS_ISS: entry("6.3", "forged", "report"),
    ATT_STATUS_TIME: entry("6.3", "not-yet-valid", "check-clock"),
    ATT_STATUS_ROLLBACK: entry("6.4", "rolled-back", "report"),
    ATT_STATUS_EQUIVOCATION: entry("6.4", "equivocation", "report"),
    // Trust bundle
    TRUST_SIZE: entry("4.3", "malformed", "report"),
    TRUST_SHAPE: entry("4.2", "malformed", "report"),
    TRUST_TYP: entry("4.3", "forged", "report"),
    TRUST_ALG: entry("4.3", "forged", "report"),
    TRUST_SIG: entry("4.3", "forged", "report"),
    TRUST_THRESHOLD: entry("4.3", "not-authorised", "second-officer"),
    TRUST_COMMUNITY: entry("4.3", "forged", "report"),
    TRUST_TIME: entry("4.3", "not-yet-valid", "check-clock"),
    TRUST_EXPIRED: entry("4.3", "expired", "get-trust-data"),
    TRUST_ROLLBACK: entry("4.4", "rolled-back", "report"),
    TRUST_EQUIVOCATION: entry("4.4", "equivocation", "report"),
    // Signed statements
    STM_SHAPE: entry("7.1", "malformed", "report"),
    STM_KIND: entry("7.1", "forged", "report"),
    STM_PAYLOAD: entry("7.1", "malformed", "report"),
    STM_TIME: entry("7.3", "outdated", "check-clock"),
    STM_ROLE: entry("7.3", "not-authorised", "ask-security-officer"),
    STM_SIGNERS: entry("7.3", "not-authorised", "second-officer"),
    // Charter
    CHR_MISSING: entry("8.4", "status-unknown", "ask-room-owner"),
    CHR_ROOM: entry("8.3", "wrong-room", "report"),
    CHR_SIGNER: entry("8.3", "not-authorised", "ask-room-owner"),
    CHR_PREV: entry("8.3", "malformed", "report"),
    CHR_FLOOR: entry("8.3", "rolled-back", "report"),
    CHR_OWNER: entry("8.3", "not-authorised", "report"),
    CHR_TIME: entry("8.3", "outdated", "check-clock"),
    CHR_EPOCH: entry("8.3", "malformed", "ask-room-owner"),
    CHR_EXERCISE: entry("8.3", "not-authorised", "report"),
    CHR_LOWER: entry("8.5", "lowering", "second-officer"),
    CHR_POLICY: entry("8.3", "malformed", "ask-room-owner"),
    CHR_ROLLBACK: entry("8.4", "rolled-back", "report"),
    CHR_UNJOINABLE: entry("8.6", "unjoinable", "ask-room-owner"),
    // Admission and break-glass
    ADM_STATE_KEY: entry("9.3", "forged", "report"),
    ADM_ROOM: entry("9.3", "wrong-room", "report"),
    ADM_SIGNER: entry("9.3", "not-authorised", "ask-room-owner"),
    ADM_AGENCY: entry("9.4", "not-admitted", "ask-room-owner"),
    ADM_MISSING: entry("9.4", "not-admitted", "ask-room-owner"),
    ADM_REMOVED: entry("9.4", "removed", "ask-room-owner"),
    ADM_MXK: entry("9.4", "identity-changed", "verify-identity"),
    GLS_ROOM: entry("9.5", "wrong-room", "report"),
    GLS_SIGNER: entry("9.5", "not-authorised", "ask-room-owner"),
    GLS_TTL: entry("9.5", "exceeds-grant", "ask-room-owner"),
    GLS_CEILING: entry("9.5", "exceeds-grant", "ask-room-owner"),
} as const satisfies Record<string, CodeEntry>;

export type RefusalCode = keyof typeof REFUSAL_CODES;
