/**
 * Codes of the engine's own refusals by trust data, clearance and gate, beside the clearance package's: the source of the
 * app's sentences. Codes are public and stable: a new case gets a new code.
 */
export interface GateCodeEntry {
    readonly next: GateNextAction;
}

export type GateNextAction =
    | "ask-administrator"
    | "get-trust-data"
    | "recover-identity"
    | "choose-others"
    | "report"
    | "none";

const entry = (next: GateNextAction): GateCodeEntry => ({ next });

export const GATE_CODES = {
    TRUST_NONE: entry("ask-administrator"),
    TRUST_MISSING: entry("get-trust-data"),
    DESK_NO_OFFICER: entry("ask-administrator"),
    HOLDER_NO_MASTER_KEY: entry("recover-identity"),
    HOLDER_NOT_NEWER: entry("none"),
    GATE_HISTORY: entry("report"),
    GATE_STORE: entry("report"),
    GATE_NAME_CLEAR: entry("report"),
    GATE_AGENCY: entry("choose-others"),
    GATE_NO_IDENTITY: entry("choose-others"),
} as const satisfies Record<string, GateCodeEntry>;

export type GateCode = keyof typeof GATE_CODES;
