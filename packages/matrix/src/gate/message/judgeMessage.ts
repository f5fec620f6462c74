import type { MessageCode, Verdict } from "@valise/bridge";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import type { SenderStanding } from "./RoomLabels.ts";
import type { MessageLabel } from "./readMessageLabel.ts";

/** How an event came: told by the sync as it happened, or asked for as history. */
export type Arrival = "told" | "history";

/**
 * `settled`: keeps its verdict whatever becomes of the sender later; else it is judged again with what is known then
 * (decision 0005).
 */
export interface Judged {
    readonly verdict: Verdict;
    readonly settled: boolean;
}

const ok: Verdict = { kind: "ok", code: null };
const settled = (verdict: Verdict): Judged => ({ verdict, settled: true });
const open = (verdict: Verdict): Judged => ({ verdict, settled: false });
const warn = (code: MessageCode): Verdict => ({ kind: "warn", code });
const refuse = (code: string): Verdict => ({ kind: "refuse", code });

/** The sender's standing ended for good: what comes afterwards is not the word of a member. */
export const endedCodes: ReadonlySet<string> = new Set(["ATT_REVOKED", "ATT_SUSPENDED", "ADM_REMOVED"]);
/** It ran out, or the gate has changed since: the person may show it again. */
const ranOut = new Set(["ATT_EXPIRED", "ATT_CHAIN_EXPIRED", "ATT_ROOT_EXPIRED", "ATT_KB_NONCE", "ATT_KB_TIME"]);
const stale = new Set(["ATT_STATUS_STALE", "ATT_STATUS_MISSING", "TRUST_EXPIRED"]);

/**
 * Protocol 7 in its order; the first failure gives the code. `event` was decrypted, or refused while it was read
 * (`refusal`); `letIn` when a break-glass stood in for its sender's clearance (protocol 3). What only warns never hides a refusal that comes later in the order.
 */
export function judgeMessage(
    event: TimelineEvent,
    label: MessageLabel,
    standing: SenderStanding,
    arrival: Arrival,
    letIn = false,
): Judged {
    if (event.refusal != null) return settled(refuse(event.refusal));
    if (event.body === "clear") return settled(refuse("VRD-CLEARTEXT"));
    const sender = judgeSender(standing, arrival);
    if (sender.verdict.kind === "refuse") return sender;
    // Whoever stands in the room is cleared for its label, and so for every label that it covers: one comparison is both.
    if (label.aboveRoom) return settled(refuse("VRD-LABEL-ABOVE-ROOM"));
    const warning = warningOf(event, label, letIn);
    if (sender.verdict.kind === "warn") return sender;
    return warning === null ? sender : { verdict: warn(warning), settled: sender.settled };
}

/** What stays true of a message once judged `ok`, but is said again each time: that two officers had let its sender in, how its label and its device are known. */
export function warningOf(event: TimelineEvent, { labelled }: MessageLabel, letIn: boolean): MessageCode | null {
    if (event.labelOutside === true) return "VRD-LABEL-OUTSIDE";
    if (letIn) return "VRD-BREAK-GLASS";
    if (labelled === "unreadable") return "VRD-LABEL-UNKNOWN";
    if (labelled === "missing") return "VRD-LABEL-MISSING";
    if (event.trust === "device-unknown") return "VRD-DEVICE-DELETED";
    return event.trust === "from-backup" ? "VRD-FROM-BACKUP" : null;
}

function judgeSender(standing: SenderStanding, arrival: Arrival): Judged {
    switch (standing.kind) {
        case "stands":
            return settled(ok);
        case "checking":
            return open(warn("VRD-CHECKING"));
        case "left":
            return open(warn("VRD-SENDER-LEFT"));
        case "refused":
            return judgeRefused(standing.code, arrival);
    }
}

function judgeRefused(code: string, arrival: Arrival): Judged {
    if (stale.has(code)) return open({ kind: "warn", code });
    const over = endedCodes.has(code);
    // Read as history nobody can say whether it was sent before or after: shown, with the reason.
    if (arrival === "history" && (over || ranOut.has(code))) return open({ kind: "warn", code });
    return over ? settled(refuse(code)) : open(refuse(code));
}
