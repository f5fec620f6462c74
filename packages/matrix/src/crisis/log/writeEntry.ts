import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, RoomId, SendKey } from "@valise/bridge";
import { draftLogEntry, LOG_KEY, type LogBody, logDigest } from "@valise/crisis";
import { LABEL_KEY } from "@valise/labels";
import { labelForQueue } from "../../gate/message/labelOutgoing.ts";
import type { Account } from "../../session/Account.ts";
import { mayWrite, outboxFailure } from "../../timeline/createTimelineCommands.ts";
import { nowSOf } from "../CrisisParts.ts";

export interface NewEntry {
    readonly body: LogBody;
    /** What any other Matrix client shows. */
    readonly text: string;
    /** Short notation; null: the room's default. */
    readonly label: string | null;
    /** What stands beside it in the message. */
    readonly extra?: Readonly<Record<string, true>>;
    /** So long it waits while people say something (`OutboxDraft.restMs`). */
    readonly restMs?: number;
}

type Written = Promise<Result<{ key: SendKey }, EngineFailure>>;

/** An entry names the one before it, so a device writes one after another. */
export const writeEntry = (current: Account, roomId: RoomId, entry: NewEntry): Written =>
    current.crisis.logs.inOrder(() => write(current, roomId, entry));

async function write(current: Account, roomId: RoomId, wish: NewEntry): Written {
    const { body, text, label: wanted, extra, restMs } = wish;
    const { crisis, clearances, messages, outbox, clock, session } = current;
    const context = clearances.community.context();
    if (context === null) return err({ kind: "refused", code: "TRUST_MISSING" });
    const id = await crisis.logs.crisisOf(roomId);
    const drafted = draftLogEntry(crisis.logs.lastOwn(roomId), { crisis: id, body, nowS: nowSOf(clock) });
    if (!drafted.ok) return err({ kind: "invalid-input", path: "path" in drafted.error ? drafted.error.path : "text" });
    const content = { msgtype: "m.text", body: text, [LOG_KEY]: drafted.value, ...extra };
    const labelled = labelForQueue(messages, roomId, { content, wanted, replaces: null });
    if (!labelled.ok) return err({ kind: "refused", code: labelled.error });
    const label = labelled.value[LABEL_KEY] ?? null;
    // What is chained names the label, so it has to be decided now.
    if (typeof label === "string") return err({ kind: "encryption-not-ready" });
    const payload = { kind: "event", roomId, type: "m.room.message", content: labelled.value as never } as const;
    const refusal = mayWrite(current, payload);
    if (refusal !== null) return err(refusal);
    const entry = { author: session.userId, wire: drafted.value, label };
    crisis.logs.queued(roomId, { ...entry, digest: await logDigest(context.crypto, entry) });
    const queued = await outbox.enqueue({ payload, priority: "chat", ...(restMs !== undefined && { restMs }) });
    return queued.ok ? ok({ key: queued.value as SendKey }) : err(outboxFailure(queued.error));
}
