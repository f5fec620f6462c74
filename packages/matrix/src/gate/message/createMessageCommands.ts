import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, SendKey } from "@valise/bridge";
import type { Label } from "@valise/labels";
import { asObject, asString, type JsonObject } from "../../json.ts";
import type { Account } from "../../session/Account.ts";
import { editedContent } from "../../timeline/buildItem.ts";
import { mayWrite, outboxFailure } from "../../timeline/createTimelineCommands.ts";
import { withoutFallback } from "../../timeline/messageContent.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { createTimelineBuilder } from "../../timeline/timelineSnapshot.ts";
import { wire } from "../../wire.ts";
import { documentMarking, formatExport } from "./formatExport.ts";
import { labelForQueue, newestOf } from "./labelOutgoing.ts";
import { type Found, searchRoom } from "./searchRoom.ts";

type MessageCommands = Pick<EngineHandlers, "forwardMessage" | "exportRoom" | "searchMessages">;

/** Older messages an export asks the server for, at most. */
const MAX_EXPORTED = 10_000;
const PAGE = 500;

/** Ways out of a room: each compares labels and carries the marking. */
export function createMessageCommands(account: () => Account | null): MessageCommands {
    return {
        async forwardMessage({ roomId, eventId, toRoomId }) {
            const current = account();
            if (current === null) return err({ kind: "not-signed-in" });
            const found = takeOut(current, roomId, eventId);
            if (!found.ok) return found;
            const outgoing = { ...found.value, replaces: null };
            const labelled = labelForQueue(current.messages, toRoomId, outgoing);
            if (!labelled.ok) return err({ kind: "refused", code: labelled.error });
            const content = labelled.value as never;
            const payload = { kind: "event", roomId: toRoomId, type: "m.room.message", content } as const;
            const refusal = mayWrite(current, payload);
            if (refusal !== null) return err(refusal);
            const queued = await current.outbox.enqueue({ payload, priority: "chat" });
            return queued.ok ? ok<{ key: SendKey }>({ key: queued.value }) : err(outboxFailure(queued.error));
        },
        async searchMessages({ text, roomId, limit }) {
            const current = account();
            if (current === null) return err({ kind: "not-signed-in" });
            const { book, messages, roomStore } = current;
            const searched = [...book.all()].filter(({ record }) => {
                return roomId === null ? record.membership === "join" && !record.isSpace : record.roomId === roomId;
            });
            if (roomId !== null && searched.length === 0) return err({ kind: "not-found" });
            const found: Found[] = [];
            for (const entry of searched) {
                await messages.prepare(entry.record.roomId);
                await roomStore.loadRoom(entry.record.roomId);
                found.push(...searchRoom(entry, text));
            }
            const rows = found.sort((a, b) => b.sentAtMs - a.sentAtMs).slice(0, limit);
            return ok({ rows, complete: searched.every(({ timeline }) => timeline.startReached) });
        },
        async exportRoom({ roomId, format, words }) {
            const current = account();
            const entry = current?.book.get(roomId) ?? null;
            if (current === null) return err({ kind: "not-signed-in" });
            if (entry === null) return err({ kind: "not-found" });
            await current.messages.prepare(roomId);
            const complete = await takeAll(current, roomId);
            const { rows } = createTimelineBuilder(current, roomId)();
            const labels = current.messages.labelsOf(roomId);
            const marking = labels === null ? null : documentMarking(rows, labels);
            const me = current.session.userId;
            const frame = {
                format,
                words,
                marking,
                exercise: entry.record.exercise,
                complete,
                me,
                exportedAtMs: current.clock.nowMs(),
            };
            return ok(formatExport(rows, frame));
        },
    };
}

/** What is sent on of a message: its words or its file, no relation, no mention; its label, and who wrote it when. */
function takeOut(
    account: Account,
    roomId: string,
    eventId: string,
): Result<{ content: JsonObject; wanted: Label | null }, EngineFailure> {
    const entry = account.book.get(roomId);
    const event = entry?.timeline.get(eventId) ?? null;
    if (entry === null || event === null || event.type !== "m.room.message") return err({ kind: "not-found" });
    const read = event.body === "decrypted" || (event.body === "clear" && entry.record.encryption === null);
    if (!read || event.redactedBy !== null) return err({ kind: "refused", code: "LBL_NOT_READABLE" });
    const shown = newestOf(entry, event);
    const content = editedContent(event, shown === event ? null : shown);
    const { judge } = entry;
    const judgement = judge?.judge(shown) ?? null;
    if (judge !== null && judgement?.label == null) return err({ kind: "refused", code: "VRD-CHECKING" });
    if (judgement?.verdict.kind === "refuse") return err({ kind: "refused", code: "LBL_NOT_READABLE" });
    const bare = judge === null || judgement === null ? content : judge.shown(content, judgement);
    return ok({ content: copyOf(bare, event), wanted: judgement?.label ?? null });
}

const copied = ["msgtype", "body", "format", "formatted_body", "filename", "info", "file"] as const;

function copyOf(content: JsonObject, event: TimelineEvent): JsonObject {
    const own = event.relation?.kind === "reply" ? withoutQuote(content) : content;
    const parts = copied.flatMap((member) => (own[member] === undefined ? [] : [[member, own[member]] as const]));
    const before = asObject(content[wire.forwarded]);
    const origin = before ?? { sender: event.senderId, sentAtMs: event.sentAtMs };
    return { ...Object.fromEntries(parts), [wire.forwarded]: origin };
}

/** Older clients put the message replied to into the answer: another's words, under a label that nobody compared. */
function withoutQuote(content: JsonObject): JsonObject {
    const { formatted_body: html, format, ...rest } = content;
    const quoted = typeof html === "string" && /<mx-reply/i.test(html);
    const body = withoutFallback(asString(content.body) ?? "");
    return html === undefined || quoted ? { ...rest, body } : { ...rest, body, format, formatted_body: html };
}

/** The room's history as far as the server gives it. False: there is more than could be taken. */
async function takeAll(account: Account, roomId: string): Promise<boolean> {
    const entry = account.book.get(roomId);
    while (entry !== null && !entry.timeline.startReached && entry.timeline.events.length < MAX_EXPORTED) {
        const page = await account.paginator.back(roomId, PAGE);
        if (!page.ok || page.value.startReached) break;
    }
    return entry?.timeline.startReached === true;
}
