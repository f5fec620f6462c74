import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { Retention } from "../gate/message/createRetention.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { asString, type JsonObject } from "../json.ts";
import { applyState } from "../rooms/applyState.ts";
import { roomPath } from "../rooms/createRoomCommands.ts";
import type { RoomEntry } from "../rooms/RoomBook.ts";
import type { Account } from "../session/Account.ts";
import { readEvents } from "../sync/applySync.ts";
import { objects } from "../sync/slidingSync.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

const PAGE = 100;
const MIN_PAGE = 20;

export interface Paginator {
    /** At least `count` older events, unless the start of the room comes first. */
    back(roomId: string, count: number): Promise<Result<{ startReached: boolean }, EngineFailure>>;
    /**
     * Reads once more from the newest event until `since`, the start, or so many pages, and puts what was missing where the
     * server has it; how many those were.
     */
    again(roomId: string, since: string, maxPages: number): Promise<Result<{ found: number }, EngineFailure>>;
}

export function createPaginator(
    account: Pick<Account, "http" | "book" | "decryptor" | "session" | "clock">,
    retention: Pick<Retention, "within" | "limitMs">,
    /** Told of what was read, decrypted. */
    onRead: (entry: RoomEntry, events: readonly TimelineEvent[]) => void,
): Paginator {
    const running = new Map<string, Promise<Result<{ startReached: boolean }, EngineFailure>>>();

    const ask = (roomId: string, from: string | null, missing: number) => {
        const limit = String(Math.min(PAGE, Math.max(MIN_PAGE, missing)));
        const query = { dir: "b", limit, ...(from === null ? {} : { from }) };
        return account.http.request("GET", `${roomPath(roomId)}/messages`, { query, timeoutMs: 60_000 });
    };

    /** The page's events, oldest first, as far as they may be kept, and where older ones follow. */
    const read = async (entry: RoomEntry, { chunk, state, end }: JsonObject) => {
        const { roomId } = entry.record;
        takeMembers(entry, objects(state), account.session.userId);
        const events = await readEvents(account.decryptor, entry, objects(chunk).toReversed());
        // Beyond what the charter lets a client keep there is nothing to go back to.
        const ends = isOver(events, retention.limitMs(roomId));
        return { held: retention.within(roomId, events), next: ends ? null : asString(end) };
    };

    const back = async (entry: RoomEntry, count: number): Promise<Result<{ startReached: boolean }, EngineFailure>> => {
        const { roomId } = entry.record;
        const { timeline } = entry;
        let [stretch, from, wanted] = [timeline.stretch, timeline.prevBatch, timeline.events.length + count];
        entry.backward = "loading";
        account.book.changed(roomId);
        let asked = ask(roomId, from, count);
        while (timeline.events.length < wanted && !timeline.startReached) {
            const answer = await asked;
            if (!answer.ok) {
                entry.backward = "failed";
                account.book.changed(roomId);
                return err(foldFailure(answer.error, account.clock));
            }
            const end = asString(answer.value.end);
            // The next page travels while this one is decrypted.
            const missing = wanted - timeline.events.length - objects(answer.value.chunk).length;
            if (end !== null && missing > 0) asked = ask(roomId, end, missing);
            const { held, next } = await read(entry, answer.value);
            if (timeline.stretch !== stretch) {
                [stretch, from, wanted] = [timeline.stretch, timeline.prevBatch, timeline.events.length + count];
                asked = ask(roomId, from, count);
                continue;
            }
            timeline.weave(held, from === null);
            timeline.continueAt(next);
            from = end;
            onRead(entry, held);
            account.book.changed(roomId);
            if (end !== null && missing <= 0 && timeline.events.length < wanted) {
                asked = ask(roomId, end, wanted - timeline.events.length);
            }
        }
        entry.backward = timeline.startReached ? "start-reached" : "idle";
        account.book.changed(roomId);
        return ok({ startReached: timeline.startReached });
    };

    const again = async (entry: RoomEntry, since: string, maxPages: number) => {
        const { roomId } = entry.record;
        const { timeline } = entry;
        let [found, from] = [0, null as string | null];
        for (let page = 0; page < maxPages; page++) {
            const { stretch } = timeline;
            const answer = await ask(roomId, from, PAGE);
            if (!answer.ok) return err(foldFailure(answer.error, account.clock));
            const { held, next } = await read(entry, answer.value);
            // Dropped meanwhile: whoever asked reads again.
            if (timeline.stretch !== stretch) return ok({ found: found + 1 });
            const added = timeline.weave(held, from === null);
            if (timeline.events[0] === held[0]) timeline.continueAt(next);
            if (added.length > 0) {
                found += added.length;
                entry.timelineDirty = true;
                onRead(entry, added);
                account.book.changed(roomId);
            }
            if (next === null || held.some(({ eventId }) => eventId === since)) break;
            from = next;
        }
        return ok({ found });
    };

    return {
        async back(roomId, count) {
            const entry = account.book.get(roomId);
            if (entry === null) return err({ kind: "not-found" });
            const current = running.get(roomId) ?? back(entry, count).finally(() => running.delete(roomId));
            running.set(roomId, current);
            return current;
        },
        async again(roomId, since, maxPages) {
            const entry = account.book.get(roomId);
            return entry === null ? err({ kind: "not-found" }) : again(entry, since, maxPages);
        },
    };
}

/** All of the page's messages, so that one false date does not end a room's history. */
function isOver(events: readonly TimelineEvent[], limitMs: number | null): boolean {
    const messages = events.filter(({ stateKey }) => stateKey === null);
    return limitMs !== null && messages.length > 0 && messages.every(({ sentAtMs }) => sentAtMs < limitMs);
}

/** Names of people who wrote long ago; never over what is known of them now. */
function takeMembers(entry: RoomEntry, state: readonly JsonObject[], myUserId: string): void {
    for (const event of state) {
        const userId = asString(event.state_key);
        if (event.type !== "m.room.member" || userId === null || entry.members.has(userId)) continue;
        if (userId !== myUserId) applyState(entry, event, myUserId);
    }
}
