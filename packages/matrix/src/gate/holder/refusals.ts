import { err } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";

/** Refusals of the engine itself, beside those of `@valise/clearance`. The app has a sentence for each. */
export type EngineRefusalCode =
    /** No community is configured, or the own agency takes no part in it. */
    | "TRUST_NONE"
    /** No trust bundle was ever accepted. */
    | "TRUST_MISSING"
    /** Nobody is configured whom a request for a clearance could go to. */
    | "DESK_NO_OFFICER"
    /** This device has no private master key: it cannot show or sign (protocol 9). */
    | "HOLDER_NO_MASTER_KEY"
    /** The clearance held counts, and was issued later than this one. */
    | "HOLDER_NOT_NEWER"
    /** History of a labelled room is open to more than its members: nothing is sent. */
    | "GATE_HISTORY"
    /** What this device has pinned of the room does not open: nothing is sent. */
    | "GATE_STORE"
    /** A name in clear in a labelled room: ignored, and shown. */
    | "GATE_NAME_CLEAR"
    /** The person is of no agency of the community, or of none of this room's. */
    | "GATE_AGENCY"
    /** The person has no identity that an admission could name. */
    | "GATE_NO_IDENTITY";

export interface EngineRefusal {
    readonly kind: "refused";
    readonly code: EngineRefusalCode;
}

export const refuseEngine = (code: EngineRefusalCode) => err<EngineRefusal>({ kind: "refused", code });

/** What the bridge carries: the code, and nothing of what was refused. */
export const failureOf = ({ code }: { readonly code: string }): EngineFailure => ({ kind: "refused", code });
