import type { Result } from "@valise/base";
import type { EngineFailure, RoomId, SendKey } from "@valise/bridge";
import { confirmWhileSending } from "../../commands/gate.ts";
import { untilSent } from "../../commands/send.ts";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { must } from "../../output/foldFailure.ts";
import { quietContext } from "../quietContext.ts";

/** Ends when the server has it. Whoever is played goes on where somebody will not read it, as a newcomer without a clearance. */
export async function sendPlayed<T extends { readonly key: SendKey }>(
    engine: EngineConnection,
    roomId: RoomId,
    queued: Promise<Result<T, EngineFailure>>,
): Promise<T> {
    const sent = must(await queued);
    using _confirming = confirmWhileSending(quietContext(""), engine, roomId, { key: sent.key, onlyIfAllRead: false });
    try {
        await untilSent(engine, roomId, sent.key, 60);
    } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : "failed"}: ${await whyNot(engine, roomId)}`);
    }
    return sent;
}

/** What the room waits for, without a word of what is said there. */
async function whyNot(engine: EngineConnection, roomId: RoomId): Promise<string> {
    const { state, code, toConfirm, rows } = await until(engine, { topic: "gate", roomId }, (gate) => gate, 5);
    const waiting = rows.filter(({ reads }) => !reads).map((row) => `${row.userId} ${row.code}`);
    return [state, code, toConfirm === null ? "" : "to confirm", ...waiting].filter(Boolean).join(", ");
}
