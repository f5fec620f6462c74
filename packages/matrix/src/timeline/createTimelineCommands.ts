import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, RoomId, SendKey } from "@valise/bridge";
import { NO_DUFF_KEY } from "@valise/crisis";
import { labelForQueue, labelNow, type Outgoing } from "../gate/message/labelOutgoing.ts";
import { withQuoted } from "../gate/message/quotedWords.ts";
import { quotedFrom } from "../gate/message/takeOut.ts";
import { asObject, asString } from "../json.ts";
import type { OutboxRefusal } from "../outbox/Outbox.ts";
import type { OutboxPayload } from "../outbox/OutboxEntry.ts";
import { refreshSummary } from "../rooms/roomSummary.ts";
import type { Account } from "../session/Account.ts";
import type { RecordChange, StoreFailure } from "../store/RecordStore.ts";
import { moveReadMarker } from "../sync/applySync.ts";

type TimelineCommands = Pick<
    EngineHandlers,
    | "prepareSend"
    | "sendText"
    | "editText"
    | "deleteMessage"
    | "retrySend"
    | "discardSend"
    | "paginateBack"
    | "markRead"
    | "readDraft"
    | "writeDraft"
>;

/** Writing and reading. Whatever leaves goes through the outbox and is on the disk before it is shown as queued. */
export function createTimelineCommands(account: () => Account | null): TimelineCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    const enqueue = async (
        current: Account,
        payload: OutboxPayload,
        alongside: readonly RecordChange[] = [],
    ): Promise<Result<{ key: SendKey }, EngineFailure>> => {
        const refusal = mayWrite(current, payload);
        if (refusal !== null) return err(refusal);
        const queued = await current.outbox.enqueue({ payload, priority: "chat", alongside });
        return queued.ok ? ok({ key: queued.value }) : err(outboxFailure(queued.error));
    };
    const outboxStep = async (run: Promise<Result<void, StoreFailure | OutboxRefusal>>) => {
        const result = await run;
        return result.ok ? ok() : err<EngineFailure>(outboxFailure(result.error));
    };
    const message = async (
        current: Account,
        roomId: RoomId,
        outgoing: Outgoing,
        alongside: readonly RecordChange[] = [],
    ) => {
        const labelled = labelForQueue(current.messages, roomId, outgoing);
        if (!labelled.ok) return err<EngineFailure>({ kind: "refused", code: labelled.error });
        const content = labelled.value as never;
        return enqueue(current, { kind: "event", roomId, type: "m.room.message", content }, alongside);
    };

    return {
        prepareSend: ({ roomId }) =>
            withAccount(async (current) => {
                current.prepareSend(roomId);
                return ok();
            }),
        sendText: ({ roomId, body, html, replyTo, quotes, label, noDuff, clearsDraft }) =>
            withAccount(async (current) => {
                const relation = replyTo === null ? {} : { "m.relates_to": { "m.in_reply_to": { event_id: replyTo } } };
                const said = { ...textContent(body, html), ...realIn(current, roomId, noDuff), ...relation };
                const alongside = clearsDraft ? [draftChange(roomId, "")] : [];
                if (quotes === null) return message(current, roomId, { ...plain(label), content: said }, alongside);
                const quoted = await quotedFrom(current, quotes.roomId, quotes.eventId);
                if (!quoted.ok) return quoted;
                const content = withQuoted(said, quoted.value);
                if (!content.ok) return err<EngineFailure>({ kind: "refused", code: content.error });
                const outgoing = { ...plain(label), content: content.value, quotes: quoted.value.label };
                return message(current, roomId, outgoing, alongside);
            }),
        editText: ({ roomId, eventId, body, html, label }) =>
            withAccount(async (current) => {
                const entry = current.book.get(roomId);
                const event = entry?.timeline.get(eventId) ?? null;
                if (event === null || event.senderId !== current.session.userId) return err({ kind: "not-found" });
                const fresh = textContent(body, html);
                const content = {
                    ...fresh,
                    body: `* ${body}`,
                    "m.new_content": fresh,
                    "m.relates_to": { rel_type: "m.replace", event_id: eventId },
                };
                return message(current, roomId, { content, wanted: label, replaces: labelNow(entry, eventId) });
            }),
        deleteMessage: ({ roomId, eventId, reason }) =>
            withAccount((current) => enqueue(current, { kind: "redaction", roomId, eventId, reason })),
        retrySend: ({ key }) => withAccount((current) => outboxStep(current.outbox.retry(key))),
        discardSend: ({ key }) => withAccount((current) => outboxStep(current.outbox.discard(key))),
        paginateBack: ({ roomId, count }) => withAccount((current) => current.paginator.back(roomId, count)),
        markRead: ({ roomId, eventId }) =>
            withAccount(async (current): Promise<Result<void, EngineFailure>> => {
                const entry = current.book.get(roomId);
                if (entry === null || !entry.timeline.has(eventId)) return err({ kind: "not-found" });
                if (!moveReadMarker(entry, eventId)) return ok();
                refreshSummary(entry, current.session.userId);
                current.book.changed(roomId);
                current.receipts.send(roomId, eventId);
                return ok();
            }),
        readDraft: ({ roomId }) =>
            withAccount(async (current) => {
                const found = await current.store.get("drafts", draftKey(roomId));
                return ok({ text: found.ok ? (asString(asObject(found.value)?.text) ?? "") : "" });
            }),
        writeDraft: ({ roomId, text }) =>
            withAccount(async (current) => {
                const written = await current.store.write([draftChange(roomId, text)]);
                return written.ok ? ok() : err<EngineFailure>(outboxFailure(written.error));
            }),
    };
}

/** Refused before it is queued: what could only ever fail, and anything that would leave unencrypted. */
export function mayWrite(account: Account, payload: OutboxPayload): EngineFailure | null {
    if (payload.kind === "to-device") return null;
    const entry = account.book.get(payload.roomId);
    if (entry === null || entry.record.membership !== "join") return { kind: "not-found" };
    if (payload.kind !== "redaction" && account.deviceTrust() === "unsigned") return { kind: "verify-needed" };
    if (payload.kind !== "redaction" && entry.record.encryption === null && entry.loaded === "live") {
        return { kind: "encryption-not-ready" };
    }
    return null;
}

/** Only an exercise has something that is not real beside it. */
export const realIn = ({ book }: Account, roomId: RoomId, noDuff: boolean) =>
    noDuff && book.get(roomId)?.record.exercise === true ? { [NO_DUFF_KEY]: true } : {};

const draftKey = (roomId: RoomId) => ({ group: "", id: roomId as string });

function draftChange(roomId: RoomId, text: string): RecordChange {
    const named = { table: "drafts", key: draftKey(roomId) } as const;
    return text === "" ? { kind: "delete", ...named } : { kind: "put", ...named, value: { text } };
}

const plain = (wanted: string | null) => ({ wanted, replaces: null });

function textContent(body: string, html: string | null) {
    const base = { msgtype: "m.text", body };
    return html === null ? base : { ...base, format: "org.matrix.custom.html", formatted_body: html };
}

export function outboxFailure(failure: StoreFailure | OutboxRefusal): EngineFailure {
    switch (failure.kind) {
        case "too-large":
            return { kind: "too-large", limitBytes: failure.limitBytes };
        case "store-full":
            return { kind: "store-full" };
        case "store-corrupt":
        case "not-storable":
        case "store-unavailable":
            return { kind: "store-corrupt", part: "outbox" };
        case "not-in-outbox":
        case "already-sending":
            return { kind: "not-found" };
    }
}
