import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { Decryptor } from "../crypto/createDecryptor.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { asString, type JsonObject } from "../json.ts";
import { applyState } from "../rooms/applyState.ts";
import { roomPath } from "../rooms/createRoomCommands.ts";
import type { RoomEntry } from "../rooms/RoomBook.ts";
import type { Account } from "../session/Account.ts";
import { readEvents } from "../sync/applySync.ts";
import { objects } from "../sync/slidingSync.ts";

const PAGE = 100;

export interface Paginator {
    /** At least `count` older events, unless the start of the room comes first. */
    back(roomId: string, count: number): Promise<Result<{ startReached: boolean }, EngineFailure>>;
}

export function createPaginator(
    account: Pick<Account, "http" | "book" | "decryptor" | "session" | "clock">,
): Paginator {
    const running = new Map<string, Promise<Result<{ startReached: boolean }, EngineFailure>>>();

    const back = async (entry: RoomEntry, count: number): Promise<Result<{ startReached: boolean }, EngineFailure>> => {
        const { roomId } = entry.record;
        const { timeline } = entry;
        const wanted = timeline.events.length + count;
        entry.backward = "loading";
        account.book.changed(roomId);
        while (timeline.events.length < wanted && !timeline.startReached) {
            const from = timeline.prevBatch;
            const limit = String(Math.min(PAGE, Math.max(20, wanted - timeline.events.length)));
            const query: Record<string, string> = { dir: "b", limit, ...(from === null ? {} : { from }) };
            const answer = await account.http.request("GET", `${roomPath(roomId)}/messages`, {
                query,
                timeoutMs: 60_000,
            });
            if (!answer.ok) {
                entry.backward = "failed";
                account.book.changed(roomId);
                return err(foldFailure(answer.error, account.clock));
            }
            const chunk = [...objects(answer.value.chunk)].reverse();
            takeMembers(entry, objects(answer.value.state), account.session.userId);
            const events = await readEvents(account.decryptor as Decryptor, entry, chunk);
            timeline.prepend(events, asString(answer.value.end));
            account.book.changed(roomId);
        }
        entry.backward = timeline.startReached ? "start-reached" : "idle";
        account.book.changed(roomId);
        return ok({ startReached: timeline.startReached });
    };

    return {
        async back(roomId, count) {
            const entry = account.book.get(roomId);
            if (entry === null) return err({ kind: "not-found" });
            const current = running.get(roomId) ?? back(entry, count).finally(() => running.delete(roomId));
            running.set(roomId, current);
            return current;
        },
    };
}

/** Names of people who wrote long ago; never over what is known of them now. */
function takeMembers(entry: RoomEntry, state: readonly JsonObject[], myUserId: string): void {
    for (const event of state) {
        const userId = asString(event.state_key);
        if (event.type !== "m.room.member" || userId === null || entry.members.has(userId)) continue;
        if (userId !== myUserId) applyState(entry, event, myUserId);
    }
}
