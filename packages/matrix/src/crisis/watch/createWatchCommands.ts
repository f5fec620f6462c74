import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";
import { parseStatement, verifyStatement } from "@valise/clearance";
import { DIRECTORY_TYPE, HANDOVER_TYPE, readDirectory, readHandover } from "@valise/crisis";
import { failureOf } from "../../gate/holder/refusals.ts";
import { foldFailure } from "../../http/foldFailure.ts";
import { roomPath } from "../../rooms/createRoomCommands.ts";
import type { Account } from "../../session/Account.ts";

type WatchCommands = Pick<EngineHandlers, "publishDirectory">;

/** What directories and watches are changed by: statements that others have signed as well. */
export function createWatchCommands(account: () => Account | null): WatchCommands {
    return {
        publishDirectory: async ({ roomId, statement }): Promise<Result<void, EngineFailure>> => {
            const current = account();
            if (current === null) return err({ kind: "not-signed-in" });
            const context = await current.desk.context();
            if (!context.ok) return context;
            const parsed = parseStatement(statement, statement.kind);
            if (!parsed.ok) return err(failureOf(parsed.error));
            const verified = await verifyStatement(parsed.value, statement.kind, roomId, context.value);
            if (!verified.ok) return err(failureOf(verified.error));
            const filed =
                statement.kind === "directory"
                    ? keyOfDirectory(readDirectory(verified.value))
                    : keyOfHandover(readHandover(verified.value));
            if (filed === null) return err({ kind: "refused", code: "STM_ROLE" });
            const path = `${roomPath(roomId)}/state/${filed.type}/${encodeURIComponent(filed.key)}`;
            const answer = await current.http.request("PUT", path, { body: parsed.value as never });
            return answer.ok ? ok() : err(foldFailure(answer.error, current.clock));
        },
    };
}

function keyOfDirectory(read: ReturnType<typeof readDirectory>) {
    return read.ok ? { type: DIRECTORY_TYPE, key: `${read.value.agency} ${read.value.part}` } : null;
}

function keyOfHandover(read: ReturnType<typeof readHandover>) {
    return read.ok ? { type: HANDOVER_TYPE, key: `${read.value.agency} ${read.value.role}` } : null;
}
