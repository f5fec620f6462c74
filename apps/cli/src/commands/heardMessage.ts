import type { EventId, RoomId, TimelineItemSnapshot, UserId } from "@valise/bridge";

/** One line of `listen`: a public interface. */
export interface HeardMessage {
    readonly eventId: EventId;
    readonly roomId: RoomId;
    readonly sender: UserId;
    readonly body: string;
    /** None yet. */
    readonly label: null;
    readonly verdict: "ok" | "warn" | "refuse";
    /** Why it is not `ok`; null when it is. */
    readonly code: string | null;
    readonly sentAtMs: number;
}

const messageKinds: ReadonlySet<TimelineItemSnapshot["kind"]> = new Set([
    "text",
    "emote",
    "notice",
    "file",
    "image",
    "undecryptable",
    "cleartext",
    "malformed",
]);

/** The line of a row; null for what is no message, or is only on its way out. */
export function heardMessage(roomId: RoomId, row: TimelineItemSnapshot): HeardMessage | null {
    if (row.eventId === null || !messageKinds.has(row.kind)) return null;
    const { verdict, code } = decideVerdict(row);
    return {
        eventId: row.eventId,
        roomId,
        sender: row.senderId,
        // What is refused is not this sender's word.
        body: verdict === "refuse" ? "" : (row.file?.name ?? row.body),
        label: null,
        verdict,
        code,
        sentAtMs: row.sentAtMs,
    };
}

/** Protocol 7, as far as it needs no clearance. */
export function decideVerdict(row: TimelineItemSnapshot): Pick<HeardMessage, "verdict" | "code"> {
    if (row.kind === "undecryptable") return { verdict: "refuse", code: row.undecryptable?.code ?? "UTD-UNKNOWN" };
    if (row.kind === "cleartext" || row.kind === "malformed") return { verdict: "refuse", code: row.kind };
    switch (row.trust) {
        case "ok":
            return { verdict: "ok", code: null };
        case "from-backup":
        case "device-unknown":
            return { verdict: "warn", code: row.trust };
        case "device-unsigned":
        case "identity-changed":
        case "mismatch":
            return { verdict: "refuse", code: row.trust };
    }
}
