/**
 * Codes of a message's label and verdict (protocol 7): the source of the app's and the command's sentences.
 * `LBL_…` refuse before anything is queued; `VRD-…` say what this device makes of a message it could read.
 * Codes are public and stable: a new case gets a new code. Those of a sender's clearance are the clearance package's.
 */
export interface MessageCodeEntry {
    /** `warn`: shown beside the message. `refuse`: its content is withheld, or it is not sent. */
    readonly weight: "warn" | "refuse";
    readonly next: MessageNextAction;
    readonly meaning: string;
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

const refuse = (next: MessageNextAction, meaning: string): MessageCodeEntry => ({ weight: "refuse", next, meaning });
const warn = (next: MessageNextAction, meaning: string): MessageCodeEntry => ({ weight: "warn", next, meaning });

export const MESSAGE_CODES = {
    LBL_ABOVE_ROOM: refuse("choose-lower", "The label is above the room's: some who read the room may not read it."),
    LBL_ABOVE_CLEARANCE: refuse("choose-lower", "The label is above the sender's own clearance."),
    LBL_ABOVE_CEILING: refuse("choose-lower", "The label is above the ceiling of this room or deployment."),
    LBL_NO_CLEARANCE: refuse("ask-security-officer", "The sender holds no clearance that counts now."),
    LBL_LOWERED: refuse("choose-higher", "An edit never lowers the label of what it replaces."),
    LBL_UNKNOWN: refuse("choose-lower", "The label is not one of a policy known here."),
    LBL_ROOM_UNLABELLED: refuse("choose-another-room", "The room has no label, so nothing labelled may go there."),
    LBL_NOT_READABLE: refuse("ask-sender", "What is refused or cannot be read here cannot be sent on."),

    "VRD-CHECKING": warn("wait", "The sender's clearance for this room is still being established."),
    "VRD-LABEL-MISSING": warn("none", "The message says no label; it counts as the room's highest."),
    "VRD-LABEL-UNKNOWN": warn("none", "The label cannot be read here; the message counts as the room's highest."),
    "VRD-LABEL-OUTSIDE": warn("report", "A label stands beside the ciphertext; only the one inside counts."),
    "VRD-EDIT-LOWERED": warn("report", "An edit with a lower label was left out; the message is as it was."),
    "VRD-BREAK-GLASS": warn(
        "none",
        "Two officers had let the sender into the room for a while, without a clearance for it.",
    ),
    "VRD-DEVICE-DELETED": warn("none", "The sending device is no longer known."),
    "VRD-FROM-BACKUP": warn("none", "The key came from the backup, so the sending device cannot be confirmed."),
    "VRD-SENDER-LEFT": warn("none", "The sender is no longer in the room."),
    "VRD-CLEARTEXT": refuse("report", "It came unencrypted into an encrypted room."),
    "VRD-DEVICE-UNSIGNED": refuse("ask-sender", "The sending device is not signed by its owner."),
    "VRD-IDENTITY-CHANGED": refuse("ask-sender", "The sender's identity is another than before."),
    "VRD-SENDER-MISMATCH": refuse("report", "It is shown under another sender than its key's."),
    "VRD-ROOM-MISMATCH": refuse("report", "It was written for another room."),
    "VRD-RELATION": refuse("report", "What it refers to was changed outside the encryption."),
    "VRD-LABEL-ABOVE-ROOM": refuse("report", "Its label is above the room's."),
} as const satisfies Record<string, MessageCodeEntry>;

export type MessageCode = keyof typeof MESSAGE_CODES;
