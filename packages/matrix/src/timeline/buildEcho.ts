import { epochMs } from "@valise/base";
import type { EventId, ReplySnapshot, SendSnapshot, TimelineItemSnapshot, UserId } from "@valise/bridge";
import { asObject, asString, type JsonObject } from "../json.ts";
import type { OutboxEntrySnapshot } from "../outbox/OutboxEntry.ts";
import { serverNameOf } from "../rooms/RoomRecord.ts";
import type { RowContext } from "./createRowBuilder.ts";
import { oneLine, readMessage } from "./messageContent.ts";
import type { RoomTimeline } from "./RoomTimeline.ts";

export function sendOf(entry: OutboxEntrySnapshot): SendSnapshot {
    const { key, state, failure, retryAtMs, progress } = entry;
    return { key, state, failure, retryAtMs, progress };
}

/** The message an edit in the outbox is for; null where the entry is no edit. */
export function editTarget(entry: OutboxEntrySnapshot): string | null {
    if (entry.payload.kind !== "event") return null;
    const relation = asObject(entry.payload.content["m.relates_to"]);
    return relation?.rel_type === "m.replace" ? asString(relation.event_id) : null;
}

/** The local echo of a message on its way; edits and deletions show on their targets instead. */
export function buildEcho(
    entry: OutboxEntrySnapshot,
    context: RowContext,
    timeline: RoomTimeline,
): TimelineItemSnapshot | null {
    const { payload } = entry;
    if (payload.kind !== "event" && payload.kind !== "file") return null;
    if (payload.type !== "m.room.message" || editTarget(entry) !== null) return null;
    const replyTo = replyOf(payload.content as JsonObject, context, timeline);
    const message = readMessage(payload.content as JsonObject, replyTo !== null);
    return {
        key: entry.key,
        eventId: entry.eventId,
        kind: message.kind,
        senderId: context.myUserId as UserId,
        senderName: context.nameOf(context.myUserId),
        senderServerName: serverNameOf(context.myUserId),
        own: true,
        sentAtMs: epochMs(entry.queuedAtMs),
        body: message.body,
        html: message.html,
        mentionsMe: false,
        replyTo,
        editedAtMs: null,
        redactedBy: null,
        file: message.file,
        system: null,
        undecryptable: null,
        trust: "ok",
        marking: null,
        labelled: null,
        verdict: { kind: "ok", code: null },
        send: sendOf(entry),
        mayEdit: false,
        mayDelete: false,
    };
}

function replyOf(content: JsonObject, context: RowContext, timeline: RoomTimeline): ReplySnapshot | null {
    const eventId = asString(asObject(asObject(content["m.relates_to"])?.["m.in_reply_to"])?.event_id);
    if (eventId === null) return null;
    const target = timeline.get(eventId);
    return {
        eventId: eventId as EventId,
        senderName: target === null ? null : context.nameOf(target.senderId),
        excerpt: target === null ? null : oneLine(readMessage(target.content, true).body, 200),
    };
}
