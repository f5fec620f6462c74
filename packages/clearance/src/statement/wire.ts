/** What a role can sign (protocol 1). The kind is inside the nonce, so a signature never serves another kind. */
export const STATEMENT_KINDS = [
    "charter",
    "admission",
    "break-glass",
    "call",
    "broadcast-authority",
    "handover",
    "directory",
    "template",
    "phase",
    "archive",
    "bag",
    "counts",
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** The one form in which a role signs anything (SPEC 7.1): the key binding of each presentation is the signature. */
export interface StatementWire {
    readonly kind: StatementKind;
    /** Base64url of the payload's JSON, byte for byte as signed. */
    readonly payload: string;
    readonly by: readonly string[];
}

export const MAX_SIGNERS = 4;
export const MAX_PAYLOAD_CHARS = 40_000;
