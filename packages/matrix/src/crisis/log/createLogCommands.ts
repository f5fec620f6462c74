import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineParsed } from "@valise/bridge";
import { encodeBase64Url } from "@valise/clearance";
import { draftLogEntry, LOG_KEY, type LogBody, logDigest, type MergedLog, sitrepRhythm, tasksOf } from "@valise/crisis";
import { LABEL_KEY } from "@valise/labels";
import { labelForQueue } from "../../gate/message/labelOutgoing.ts";
import type { Account } from "../../session/Account.ts";
import { mayWrite, outboxFailure } from "../../timeline/createTimelineCommands.ts";
import { nowSOf } from "../CrisisParts.ts";
import { packRoom } from "./packRoom.ts";

type LogCommands = Pick<EngineHandlers, "writeLog" | "exportArchive">;
type Wish = EngineParsed<"writeLog">;

/** What a duty officer writes into a room's log, and takes out of it as evidence. */
export function createLogCommands(account: () => Account | null): LogCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    return {
        writeLog: (wish) => withAccount((current) => write(current, wish)),
        exportArchive: ({ roomId, words }) => withAccount((current) => packRoom(current, roomId, words)),
    };
}

/** An entry names the one before it, so a device writes one after another. */
async function write(current: Account, wish: Wish) {
    const { crisis, clearances, messages, outbox, clock, session } = current;
    const { roomId } = wish;
    const context = clearances.community.context();
    if (context === null) return err<EngineFailure>({ kind: "refused", code: "TRUST_MISSING" });
    const { merged } = crisis.logs.log(roomId);
    const body = bodyOf(wish, merged, nowSOf(clock));
    if (body === null) return err<EngineFailure>({ kind: "not-found" });
    const id = await crisis.logs.crisisOf(roomId);
    const drafted = draftLogEntry(crisis.logs.lastOwn(roomId), { crisis: id, body, nowS: nowSOf(clock) });
    if (!drafted.ok)
        return err<EngineFailure>({
            kind: "invalid-input",
            path: "path" in drafted.error ? drafted.error.path : "text",
        });
    const text = [wish.title, wish.text].filter((part) => part !== "").join("\n");
    const content = { msgtype: "m.text", body: `[${wish.kind.toUpperCase()}] ${text}`, [LOG_KEY]: drafted.value };
    const labelled = labelForQueue(messages, roomId, { content, wanted: wish.label, replaces: null });
    if (!labelled.ok) return err<EngineFailure>({ kind: "refused", code: labelled.error });
    const label = labelled.value[LABEL_KEY] ?? null;
    // What is chained names the label, so it has to be decided now.
    if (typeof label === "string") return err<EngineFailure>({ kind: "encryption-not-ready" });
    const payload = { kind: "event", roomId, type: "m.room.message", content: labelled.value as never } as const;
    const refusal = mayWrite(current, payload);
    if (refusal !== null) return err(refusal);
    const entry = { author: session.userId, wire: drafted.value, label };
    crisis.logs.queued(roomId, { ...entry, digest: await logDigest(context.crypto, entry) });
    const queued = await outbox.enqueue({ payload, priority: "chat" });
    return queued.ok ? ok({ key: queued.value }) : err(outboxFailure(queued.error));
}

/** Null: the task it is about is not in the log. */
function bodyOf(wish: Wish, merged: MergedLog, nowS: number): LogBody | null {
    const { title, text, instead, ownerId, dueAtMs } = wish;
    const long = text === "" ? {} : { text };
    const due = dueAtMs === null ? {} : { dueS: Math.floor(dueAtMs / 1000) };
    switch (wish.kind) {
        case "sitrep": {
            const { number } = sitrepRhythm(merged, { everyS: null, openedS: nowS, nowS });
            const next = dueAtMs === null ? {} : { nextS: Math.floor(dueAtMs / 1000) };
            return { kind: "sitrep", number, summary: title, figures: [], heads: [...merged.heads], ...long, ...next };
        }
        case "decision":
            return {
                kind: "decision",
                text: title,
                agreedBy: [],
                ...(text === "" ? {} : { reason: text }),
                ...(instead === null ? {} : { insteadOf: instead }),
            };
        case "task": {
            const task = encodeBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(16)));
            const owner = ownerId === null ? {} : { ownerSub: ownerId };
            return {
                kind: "task",
                task,
                state: "open",
                text: title,
                ...(text === "" ? {} : { note: text }),
                ...owner,
                ...due,
            };
        }
        case "task-done": {
            const about = merged.entries.find(({ digest }) => digest === wish.of)?.wire.body;
            const task = about?.kind === "task" ? tasksOf(merged).find((each) => each.task === about.task) : undefined;
            if (task === undefined) return null;
            return {
                kind: "task",
                task: task.task,
                state: "done",
                text: task.text,
                ...(text === "" ? {} : { note: text }),
            };
        }
    }
}
