import type { EngineOutput, EventId, RoomId, UserId } from "@valise/bridge";
import { clip } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { displayName } from "../../rooms/roomRow.ts";
import { isMessage } from "../../rooms/roomSummary.ts";
import { editedContent } from "../../timeline/buildItem.ts";
import { oneLine, readMessage } from "../../timeline/messageContent.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { newestOf } from "./labelOutgoing.ts";

export type Found = EngineOutput<"searchMessages">["rows"][number];

/** Around the place that was found. */
const EXCERPT = 160;
const BEFORE = 40;

/** Compared without case and without the forms of one letter: `ﬁ` finds `fi`, `É` finds `é`. */
const fold = (text: string) => text.normalize("NFKC").toLowerCase();

/** A room's messages that contain the text, newest first; each under its marking. What is refused is not found. */
export function searchRoom(entry: RoomEntry, text: string): readonly Found[] {
    const wanted = fold(text);
    return entry.timeline.events.toReversed().flatMap((event) => matchOf(entry, event, wanted) ?? []);
}

function matchOf(entry: RoomEntry, event: TimelineEvent, wanted: string): Found | null {
    const { record, judge } = entry;
    const read = event.body === "decrypted" || (event.body === "clear" && record.encryption === null);
    if (!read || event.redactedBy !== null || !isMessage(event)) return null;
    const shown = newestOf(entry, event);
    const judgement = judge?.judge(shown) ?? null;
    if (judgement?.verdict.kind === "refuse") return null;
    const content = editedContent(event, shown === event ? null : shown);
    const bare = judge === null || judgement === null ? content : judge.shown(content, judgement);
    const { body, file } = readMessage(bare, event.relation?.kind === "reply");
    const said = oneLine([file?.name, body].filter(Boolean).join(" "), body.length + 300);
    const at = fold(said).indexOf(wanted);
    if (at < 0) return null;
    return {
        roomId: record.roomId as RoomId,
        eventId: event.eventId as EventId,
        senderId: event.senderId as UserId,
        senderName: displayName(entry, event.senderId),
        sentAtMs: event.sentAtMs,
        excerpt: excerptOf(said, at),
        marking: judgement?.marking ?? null,
        code: judgement?.verdict.code ?? null,
    };
}

function excerptOf(said: string, at: number): string {
    const from = Math.max(0, at - BEFORE);
    const part = clip(said.slice(from), EXCERPT);
    return `${from > 0 ? "…" : ""}${part}${from + part.length < said.length ? "…" : ""}`;
}
