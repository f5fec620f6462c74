import { err, ok } from "@valise/base";
import type { EngineHandlers, SendKey } from "@valise/bridge";
import type { Account } from "../../session/Account.ts";
import { mayWrite, outboxFailure } from "../../timeline/createTimelineCommands.ts";
import { createTimelineBuilder } from "../../timeline/timelineSnapshot.ts";
import { documentMarking, formatExport } from "./formatExport.ts";
import { labelForQueue } from "./labelOutgoing.ts";
import { type Found, searchRoom } from "./searchRoom.ts";
import { copyOf, takeOut } from "./takeOut.ts";

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
            const outgoing = { content: copyOf(found.value), wanted: found.value.label, replaces: null };
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

/** The room's history as far as the server gives it. False: there is more than could be taken. */
async function takeAll(account: Account, roomId: string): Promise<boolean> {
    const entry = account.book.get(roomId);
    while (entry !== null && !entry.timeline.startReached && entry.timeline.events.length < MAX_EXPORTED) {
        const page = await account.paginator.back(roomId, PAGE);
        if (!page.ok || page.value.startReached) break;
    }
    return entry?.timeline.startReached === true;
}
