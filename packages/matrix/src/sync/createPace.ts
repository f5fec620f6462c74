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

/** Long enough for a message to be on its way to the other agencies before this device, and its homeserver, look at it again. */
const ECHO_REST_MS = 60;

/** So many answers of that kind are asked for at once, within so long. */
const FREE = 12;
const WITHIN_MS = 2_000;
const REST_MS = 500;
const CHARTER_REST_MS = 300;

export function createPace(clock: Clock, myUserId: string, isGated: (roomId: string) => boolean): Pace {
    let recentMs: number[] = [];
    return {
        beforeMs: (update) => (isOwnEcho(update) ? ECHO_REST_MS : 0),
        afterMs(update) {
            if (isCharterAlone(update)) return CHARTER_REST_MS;
            if (!isComingAndGoing(update, myUserId) || !update.rooms.every(({ roomId }) => isGated(roomId))) return 0;
            const nowMs = clock.monotonicMs();
            recentMs = [...recentMs.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs];
            return recentMs.length > FREE ? REST_MS : 0;
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

function isFilling({ initial, strippedState, state, timeline, accountData }: RoomUpdate, myUserId: string): boolean {
    if (initial || strippedState.length + accountData.length > 0) return false;
    return [...state, ...timeline].every((event) => isOfOthers(event, myUserId));
}

const filling: ReadonlySet<unknown> = new Set(["m.room.member", wire.presentation, wire.admission]);
const isOfOthers = ({ type, state_key: key }: JsonObject, myUserId: string): boolean =>
    filling.has(type) && typeof key === "string" && key !== myUserId;
