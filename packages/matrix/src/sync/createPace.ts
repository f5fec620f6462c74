import type { Clock } from "@valise/base";
import type { JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import { isOwnEcho } from "./isOwnEcho.ts";
import type { RoomUpdate, SyncUpdate } from "./SyncUpdate.ts";

/**
 * How soon the server is asked again. While a labelled room fills, each of its people costs every other three answers of the
 * server: who comes and what they show is then told several at a time; they get no key before it. Whatever somebody reads,
 * is called by or needs a key for is asked for at once, as ever, and so is everything while only a few people come. A charter
 * that changes is followed by a room's name, its phase and its first words: they are asked for together, so that a room that
 * stood by opens for everybody with half the answers.
 */
export interface Pace {
    /** Before an answer is taken in: what only says that an own message arrived is waited for by nobody, the message goes first. */
    beforeMs(update: SyncUpdate): number;
    /** After an answer has been taken in. */
    afterMs(update: SyncUpdate): number;
}

/** Long enough for a message to be at the other agencies, also on slow servers, before this device and its own look at it again. */
const ECHO_REST_MS = 120;

/** So many people who come are told of one by one, within so long; where it are more, they are told of together. */
const FREE = 8;
const WITHIN_MS = 10_000;
const REST_MS = 1_000;
const CHARTER_REST_MS = 300;

export function createPace(clock: Clock, myUserId: string, mayRest: (roomId: string) => boolean): Pace {
    /** Who came, and when it was told last. */
    const coming = new Map<string, number>();
    return {
        beforeMs: (update) => (isOwnEcho(update) ? ECHO_REST_MS : 0),
        afterMs(update) {
            if (isCharterAlone(update)) return CHARTER_REST_MS;
            if (!isComingAndGoing(update, myUserId) || !update.rooms.every(({ roomId }) => mayRest(roomId))) return 0;
            const nowMs = clock.monotonicMs();
            for (const userId of whoComes(update)) coming.set(userId, nowMs);
            for (const [userId, atMs] of coming) if (nowMs - atMs >= WITHIN_MS) coming.delete(userId);
            return coming.size > FREE ? REST_MS : 0;
        },
    };
}

function isCharterAlone({ crypto, accountData, rooms }: SyncUpdate): boolean {
    const [room, ...others] = rooms;
    if (room === undefined || others.length + crypto.toDevice.length + accountData.length > 0) return false;
    const events = [...room.state, ...room.timeline];
    return !room.initial && events.length > 0 && events.every(({ type }) => type === wire.charter);
}

/** Only of what others do to be in a room. */
function isComingAndGoing({ crypto, accountData, rooms }: SyncUpdate, myUserId: string): boolean {
    const hasMore = crypto.toDevice.length + accountData.length > 0;
    return (
        !hasMore && rooms.length + crypto.changedUsers.length > 0 && rooms.every((room) => isFilling(room, myUserId))
    );
}

const whoComes = ({ rooms }: SyncUpdate): string[] =>
    rooms.flatMap(({ state, timeline }) =>
        [...state, ...timeline].flatMap(({ type, state_key: key }) =>
            type !== wire.admission && typeof key === "string" ? [key] : [],
        ),
    );

function isFilling({ initial, strippedState, state, timeline, accountData }: RoomUpdate, myUserId: string): boolean {
    if (initial || strippedState.length + accountData.length > 0) return false;
    return [...state, ...timeline].every((event) => isOfOthers(event, myUserId));
}

const filling: ReadonlySet<unknown> = new Set(["m.room.member", wire.presentation, wire.admission]);
const isOfOthers = ({ type, state_key: key }: JsonObject, myUserId: string): boolean =>
    filling.has(type) && typeof key === "string" && key !== myUserId;
