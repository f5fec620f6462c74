/**
 * Codes of the engine's own refusals by trust data, clearance and gate, beside the clearance package's: the source of the
 * app's sentences. Codes are public and stable: a new case gets a new code.
 */
export interface GateCodeEntry {
    readonly next: GateNextAction;
    readonly meaning: string;
}

export type GateNextAction =
    | "ask-administrator"
    | "get-trust-data"
    | "recover-identity"
    | "choose-others"
    | "report"
    | "none";

const entry = (next: GateNextAction, meaning: string): GateCodeEntry => ({ next, meaning });

export const GATE_CODES = {
    TRUST_NONE: entry("ask-administrator", "No community is configured, or the own agency takes no part in it."),
    TRUST_MISSING: entry("get-trust-data", "No trust bundle was ever accepted on this device."),
    DESK_NO_OFFICER: entry("ask-administrator", "Nobody is configured whom a request for a clearance could go to."),
    HOLDER_NO_MASTER_KEY: entry("recover-identity", "The private master key is not on this device: it cannot sign."),
    HOLDER_NOT_NEWER: entry("none", "The clearance held counts, and was issued later than the one offered."),
    GATE_HISTORY: entry("report", "The history of a labelled room is open to more than its members: nothing is sent."),
    GATE_STORE: entry("report", "What this device has pinned of the room does not open: nothing is sent."),
    GATE_NAME_CLEAR: entry("report", "A name in clear in a labelled room was left out."),
    GATE_AGENCY: entry("choose-others", "The person is of no agency of the community, or of none of this room's."),
    GATE_NO_IDENTITY: entry("choose-others", "The person has no identity that an admission could name."),
} as const satisfies Record<string, GateCodeEntry>;

export type GateCode = keyof typeof GATE_CODES;
