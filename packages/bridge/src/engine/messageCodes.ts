/**
 * Codes of a message's label and verdict (protocol 7): the source of the app's and the command's sentences.
 * `LBL_…` refuse before anything is queued; `VRD-…` say what this device makes of a message it could read.
 * Codes are public and stable: a new case gets a new code. Those of a sender's clearance are the clearance package's.
 */
export interface MessageCodeEntry {
    /** `warn`: shown beside the message. `refuse`: its content is withheld, or it is not sent. */
    readonly weight: "warn" | "refuse";
    readonly next: MessageNextAction;
}

export type MessageNextAction =
    | "choose-lower"
    | "choose-higher"
    | "ask-security-officer"
    | "ask-sender"
    | "choose-another-room"
    | "wait"
    | "report"
    | "none";

const refuse = (next: MessageNextAction): MessageCodeEntry => ({ weight: "refuse", next });
const warn = (next: MessageNextAction): MessageCodeEntry => ({ weight: "warn", next });

export const MESSAGE_CODES = {
    LBL_ABOVE_ROOM: refuse("choose-lower"),
    LBL_ABOVE_CLEARANCE: refuse("choose-lower"),
    LBL_ABOVE_CEILING: refuse("choose-lower"),
    LBL_NO_CLEARANCE: refuse("ask-security-officer"),
    LBL_LOWERED: refuse("choose-higher"),
    LBL_BELOW_QUOTE: refuse("choose-higher"),
    LBL_UNKNOWN: refuse("choose-lower"),
    LBL_ROOM_UNLABELLED: refuse("choose-another-room"),
    LBL_NOT_READABLE: refuse("ask-sender"),

    "VRD-CHECKING": warn("wait"),
    "VRD-LABEL-MISSING": warn("none"),
    "VRD-LABEL-UNKNOWN": warn("none"),
    "VRD-LABEL-OUTSIDE": warn("report"),
    "VRD-EDIT-LOWERED": warn("report"),
    "VRD-BREAK-GLASS": warn("none"),
    "VRD-DEVICE-DELETED": warn("none"),
    "VRD-FROM-BACKUP": warn("none"),
    "VRD-SENDER-LEFT": warn("none"),
    "VRD-CLEARTEXT": refuse("report"),
    "VRD-DEVICE-UNSIGNED": refuse("ask-sender"),
    "VRD-IDENTITY-CHANGED": refuse("ask-sender"),
    "VRD-SENDER-MISMATCH": refuse("report"),
    "VRD-ROOM-MISMATCH": refuse("report"),
    "VRD-RELATION": refuse("report"),
    "VRD-LABEL-ABOVE-ROOM": refuse("report"),
} as const satisfies Record<string, MessageCodeEntry>;

export type MessageCode = keyof typeof MESSAGE_CODES;
