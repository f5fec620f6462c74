import { epochMs, err, ok, type Result } from "@valise/base";
import type {
    EngineFailure,
    EngineHandlers,
    EventId,
    FileSnapshot,
    RoomId,
    SendKey,
    SendState,
    TimelineItemSnapshot,
} from "@valise/bridge";
import { buildMessage, demoNowMs } from "./builders.ts";
import type { FakeTopics } from "./fakeTopics.ts";

type ConversationMethod =
    | "prepareSend"
    | "sendText"
    | "editText"
    | "deleteMessage"
    | "sendFile"
    | "retrySend"
    | "discardSend"
    | "paginateBack"
    | "markRead"
    | "readFile"
    | "cancelReadFile"
    | "readThumbnail"
    | "readDraft"
    | "writeDraft";

/** A 1 by 1 PNG, so that a thumbnail is a real picture. */
const pixel = Uint8Array.from(
    atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
    (character) => character.charCodeAt(0),
);

interface FakeTimelines {
    change(roomId: RoomId, update: (rows: readonly TimelineItemSnapshot[]) => TimelineItemSnapshot[]): void;
    /** Shows a message of one's own and lets it go queued, sending, sent, a step apart. */
    send(roomId: RoomId, values: Partial<TimelineItemSnapshot>): Result<{ key: SendKey }, EngineFailure>;
}

function createFakeTimelines(topics: FakeTopics, stepMs: number): FakeTimelines {
    let lastNumber = 0;

    const change = (roomId: RoomId, update: (rows: readonly TimelineItemSnapshot[]) => TimelineItemSnapshot[]) =>
        topics.change({ topic: "timeline", roomId }, (snapshot) => ({ ...snapshot, rows: update(snapshot.rows) }));
    const changeRow = (roomId: RoomId, key: string, values: Partial<TimelineItemSnapshot>) =>
        change(roomId, (rows) => rows.map((row) => (row.key === key ? { ...row, ...values } : row)));
    const sendOf = (key: string, state: SendState) =>
        ({ key: key as SendKey, state, failure: null, retryAtMs: null, progress: null }) as const;

    const send = (roomId: RoomId, values: Partial<TimelineItemSnapshot>) => {
        lastNumber += 1;
        const key = `send-${lastNumber}`;
        const session = topics.read({ topic: "session" });
        const me = session?.userId ?? "@me:mfa.example";
        const item = buildMessage(`$sent-${lastNumber}`, me, session?.displayName ?? "Me", "", {
            ...values,
            key,
            eventId: null,
            own: true,
            sentAtMs: epochMs(demoNowMs + lastNumber * 1000),
            send: sendOf(key, "queued"),
        });
        change(roomId, (rows) => [...rows, item]);
        setTimeout(() => changeRow(roomId, key, { send: sendOf(key, "sending") }), stepMs);
        setTimeout(
            () =>
                changeRow(roomId, key, {
                    send: sendOf(key, "sent"),
                    eventId: `$sent-${key}` as EventId,
                    mayEdit: item.kind === "text",
                    mayDelete: true,
                }),
            stepMs * 2,
        );
        return ok({ key: key as SendKey });
    };
    return { change, send };
}

/** Timelines, sends and drafts of the fake: what is sent goes queued, sending, sent, a step apart. */
export function createFakeConversation(topics: FakeTopics, stepMs: number): Pick<EngineHandlers, ConversationMethod> {
    const drafts = new Map<RoomId, string>();
    const { change, send } = createFakeTimelines(topics, stepMs);
    const rowsOf = (roomId: RoomId) => topics.read({ topic: "timeline", roomId })?.rows ?? [];

    return {
        sendText: async ({ roomId, body, html, replyTo, quotes, clearsDraft }) => {
            if (clearsDraft) drafts.delete(roomId);
            const quoted = rowsOf(roomId).find((row) => row.eventId === replyTo && replyTo !== null);
            const reply =
                quoted?.eventId == null
                    ? null
                    : { eventId: quoted.eventId, senderName: quoted.senderName, excerpt: quoted.body.slice(0, 100) };
            const from = quotes === null ? [] : rowsOf(quotes.roomId).filter((row) => row.eventId === quotes.eventId);
            const [elsewhere = null] = from.map(({ senderId, sentAtMs, body: said, marking }) => {
                return { senderId, sentAtMs, body: said, marking };
            });
            return send(roomId, { body, html, replyTo: reply, quoted: elsewhere });
        },
        editText: async ({ roomId, eventId, body }) => {
            change(roomId, (rows) =>
                rows.map((row) => (row.eventId === eventId ? { ...row, body, editedAtMs: demoNowMs } : row)),
            );
            return ok({ key: "edit" as SendKey });
        },
        deleteMessage: async ({ roomId, eventId }) => {
            change(roomId, (rows) =>
                rows.map((row) =>
                    row.eventId === eventId ? { ...row, kind: "redacted", body: "", mayEdit: false } : row,
                ),
            );
            return ok({ key: "delete" as SendKey });
        },
        sendFile: async ({ roomId, name, mimeType, bytes, thumbnail, widthPx, heightPx }) => {
            const file: FileSnapshot = {
                name,
                mimeType,
                sizeBytes: bytes.length,
                widthPx,
                heightPx,
                hasThumbnail: thumbnail !== null,
            };
            return send(roomId, { kind: thumbnail === null ? "file" : "image", body: name, file });
        },
        retrySend: async () => ok(),
        discardSend: async () => ok(),
        paginateBack: async () => ok({ startReached: true }),
        markRead: async ({ roomId, eventId }) => {
            topics.change({ topic: "timeline", roomId }, (snapshot) => ({ ...snapshot, readUpToEventId: eventId }));
            topics.change({ topic: "rooms" }, (snapshot) => ({
                ...snapshot,
                rows: snapshot.rows.map((row) =>
                    row.roomId === roomId ? { ...row, unreadCount: 0, mentionCount: 0 } : row,
                ),
            }));
            return ok();
        },
        readFile: async ({ roomId, eventId }) => {
            const file = rowsOf(roomId).find((row) => row.eventId === eventId)?.file;
            if (file == null) return err({ kind: "not-found" });
            return ok({ name: file.name, mimeType: file.mimeType, marking: null, bytes: pixel });
        },
        cancelReadFile: async () => ok(),
        readThumbnail: async () => ok({ mimeType: "image/png", bytes: pixel }),
        readDraft: async ({ roomId }) => ok({ text: drafts.get(roomId) ?? "" }),
        prepareSend: async () => ok(),
        writeDraft: async ({ roomId, text }) => {
            drafts.set(roomId, text);
            return ok();
        },
    };
}
