import type { EventId, RoomId, TimelineItemSnapshot, UserId } from "@valise/bridge";

/** One line of `listen`: a public interface. */
export interface HeardMessage {
    readonly eventId: EventId;
    readonly roomId: RoomId;
    readonly sender: UserId;
    readonly body: string;
    /** What it counts as, in short notation, or the sender's own words where their policy is unknown; null: unlabelled. */
    readonly label: string | null;
    readonly verdict: "ok" | "warn" | "refuse";
    /** Why it is not `ok`; null when it is. */
    readonly code: string | null;
    readonly sentAtMs: number;
    /** Only in an exercise: whether this is part of it, or real. */
    readonly mark?: "exercise" | "no-duff";
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
export function heardMessage(roomId: RoomId, row: TimelineItemSnapshot, isExercise = false): HeardMessage | null {
    if (row.eventId === null || !messageKinds.has(row.kind)) return null;
    const { verdict, code } = decideVerdict(row);
    return {
        eventId: row.eventId,
        roomId,
        sender: row.senderId,
        // What is refused is not this sender's word.
        body: verdict === "refuse" ? "" : (row.file?.name ?? row.body),
        label: row.marking === null ? null : (row.marking.label ?? row.marking.text),
        verdict,
        code,
        sentAtMs: row.sentAtMs,
        ...(isExercise && { mark: row.noDuff ? ("no-duff" as const) : ("exercise" as const) }),
    };
}

/** Protocol 7: the engine's own verdict in a labelled room; elsewhere what is known of the sender's device. */
export function decideVerdict(row: TimelineItemSnapshot): Pick<HeardMessage, "verdict" | "code"> {
    if (row.kind === "undecryptable") {
        const { code = "UTD-UNKNOWN", withheldCode = null } = row.undecryptable ?? {};
        return { verdict: "refuse", code: withheldCode ?? code };
    }
    if (row.verdict.kind !== "ok") return { verdict: row.verdict.kind, code: row.verdict.code };
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

/** False while the sender's clearance is still being established: the verdict comes a moment later. */
export function isJudged(row: TimelineItemSnapshot): boolean {
    return row.verdict.code !== "VRD-CHECKING";
}
