import { err, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineParsed } from "@valise/bridge";
import { encodeBase64Url } from "@valise/clearance";
import { type LogBody, type MergedLog, sitrepRhythm, tasksOf } from "@valise/crisis";
import type { Account } from "../../session/Account.ts";
import { nowSOf } from "../CrisisParts.ts";
import { writeEntry } from "./writeEntry.ts";

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
        // Its code, with the zip's, is loaded when it is first used.
        exportArchive: ({ roomId, ...wish }) =>
            withAccount(async (current) => (await import("./packRoom.ts")).packRoom(current, roomId, wish)),
    };
}

async function write(current: Account, wish: Wish) {
    const { merged } = current.crisis.logs.log(wish.roomId);
    const body = bodyOf(wish, merged, nowSOf(current.clock));
    if (body === null) return err<EngineFailure>({ kind: "not-found" });
    const text = [wish.title, wish.text].filter((part) => part !== "").join("\n");
    return writeEntry(current, wish.roomId, { body, text: `[${wish.kind.toUpperCase()}] ${text}`, label: wish.label });
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
