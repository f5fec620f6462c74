import { epochMs } from "@valise/base";
import type { EventId, ReplySnapshot, SendSnapshot, TimelineItemSnapshot, UserId } from "@valise/bridge";
import { quotedOf } from "../gate/message/quotedWords.ts";
import type { RoomJudge } from "../gate/message/RoomJudge.ts";
import { asObject, asString, type JsonObject } from "../json.ts";
import type { OutboxEntrySnapshot, OutboxPayload } from "../outbox/OutboxEntry.ts";
import { serverNameOf } from "../rooms/RoomRecord.ts";
import type { RowContext } from "./createRowBuilder.ts";
import { forwardedFrom, isNoDuff, oneLine, readMessage } from "./messageContent.ts";
import type { RoomTimeline } from "./RoomTimeline.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

export function sendOf(entry: OutboxEntrySnapshot): SendSnapshot {
    const { key, state, failure, retryAtMs, progress } = entry;
    return { key, state, failure, retryAtMs, progress };
}

/** The message an edit in the outbox is for; null where the payload is no edit. */
export function editTargetOf(payload: OutboxPayload): string | null {
    if (payload.kind !== "event") return null;
    const relation = asObject(payload.content["m.relates_to"]);
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
    if (payload.type !== "m.room.message" || editTargetOf(payload) !== null) return null;
    const replyTo = replyOf(payload.content as JsonObject, context, timeline);
    const { judge } = context;
    const label = judge === null ? null : judge.read(payload.content as JsonObject);
    const content = judge === null || label === null ? payload.content : judge.shown(payload.content, label);
    const message = readMessage(content as JsonObject, replyTo !== null);
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
        forwardedFrom: forwardedFrom(content as JsonObject),
        quoted: quotedOf(payload.content as JsonObject, judge),
        noDuff: isNoDuff(payload.content as JsonObject),
        editedAtMs: null,
        redactedBy: null,
        file: message.file,
        system: null,
        undecryptable: null,
        trust: "ok",
        marking: label?.labelled === "stated" ? label.marking : null,
        labelled: label?.labelled === "stated" ? "stated" : null,
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
        excerpt: target === null ? null : excerptOf(target, context.judge),
    };
}

function excerptOf(target: TimelineEvent, judge: RoomJudge | null): string | null {
    const judgement = judge?.judge(target) ?? null;
    if (judgement?.verdict.kind === "refuse") return null;
    const content = judge === null || judgement === null ? target.content : judge.shown(target.content, judgement);
    return oneLine(readMessage(content, true).body, 200);
}
