import type { Judgement, RoomJudge } from "../gate/message/RoomJudge.ts";
import type { JsonObject } from "../json.ts";
import { mentions, oneLine, readMessage } from "../timeline/messageContent.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";
import type { RoomEntry } from "./RoomBook.ts";
import { type PreviewRecord, serverNameOf } from "./RoomRecord.ts";
import { displayName } from "./roomRow.ts";

/** Brings preview, activity and unread counts of a room up to what its timeline shows. */
export function refreshSummary(entry: RoomEntry, myUserId: string): void {
    refreshServers(entry);
    const { record, timeline } = entry;
    const encrypted = record.encryption !== null;
    let unread = 0;
    let mentioned = 0;
    let preview: PreviewRecord | null = null;
    let activityMs = 0;
    for (let at = timeline.events.length - 1; at >= 0; at--) {
        const event = timeline.events[at];
        if (event === undefined) break;
        const counted = isMessage(event);
        // A time from the future would keep a room on top for ever.
        if (counted && activityMs === 0) activityMs = Math.min(event.sentAtMs, Date.now());
        if (preview === null && counted)
            preview = previewOf(event, encrypted, displayName(entry, event.senderId), entry.judge);
        const joinedHere = event.type === "m.room.member" && event.stateKey === myUserId;
        const read = event.eventId === record.readUpToEventId || joinedHere || (counted && event.senderId === myUserId);
        if (read) break;
        if (counted && event.redactedBy === null) {
            unread++;
            if (mentions(event.content, myUserId) && !isRefused(entry, event)) mentioned++;
        }
    }
    record.unreadCount = record.membership === "join" ? unread : 0;
    record.mentionCount = record.membership === "join" ? mentioned : 0;
    if (preview !== null) record.preview = preview;
    if (activityMs > record.lastActivityMs) record.lastActivityMs = activityMs;
}

/** Kept with the room, since its members are not at hand at the next start. */
function refreshServers(entry: RoomEntry): void {
    const { record, members } = entry;
    const present = new Set<string>(entry.membersComplete ? [] : record.serverNames);
    for (const { userId, membership } of members.values()) {
        if (membership === "join" || membership === "invite") present.add(serverNameOf(userId));
    }
    for (const { userId } of record.heroes) present.add(serverNameOf(userId));
    const names = [...present].filter((name) => name !== "");
    if (String(names) !== String(record.serverNames)) record.serverNames = names;
}

/** A message of a person: what is counted, previewed and told of. Edits, state and reactions are not. */
export function isMessage(event: TimelineEvent): boolean {
    if (event.stateKey !== null || event.body === "malformed") return false;
    if (event.relation?.kind === "edit") return false;
    if (event.body === "unreadable") return true;
    return event.type === "m.room.message" && event.content.msgtype !== "m.key.verification.request";
}

/** What is refused is not its sender's word: it calls nobody. */
export function isRefused(entry: RoomEntry, event: TimelineEvent): boolean {
    return entry.judge?.judge(event).verdict.kind === "refuse";
}

function previewOf(
    event: TimelineEvent,
    encrypted: boolean,
    senderName: string,
    judge: RoomJudge | null,
): PreviewRecord {
    const base = { eventId: event.eventId, senderId: event.senderId, senderName, atMs: event.sentAtMs, text: "" };
    if (event.redactedBy !== null) return { ...base, kind: "redacted" };
    if (event.body === "unreadable" || event.body === "refused") return { ...base, kind: "undecryptable" };
    if (encrypted && event.body === "clear") return { ...base, kind: "cleartext" };
    if (judge === null) return withText(base, event.content, event);
    const judgement = judge.judge(event);
    if (judgement.verdict.kind === "refuse") return { ...base, kind: "undecryptable" };
    return { ...withText(base, judge.shown(event.content, judgement), event), portion: portionOf(judgement) };
}

function portionOf({ marking }: Judgement): string | null {
    return marking?.portion ?? null;
}

function withText(base: Omit<PreviewRecord, "kind">, content: JsonObject, event: TimelineEvent): PreviewRecord {
    const message = readMessage(content, event.relation?.kind === "reply");
    if (message.kind === "image" || message.kind === "file") {
        return { ...base, kind: message.kind, text: oneLine(message.body || (message.file?.name ?? ""), 200) };
    }
    return { ...base, kind: "text", text: oneLine(message.body, 200) };
}
