import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import type { Decryptor } from "../crypto/createDecryptor.ts";
import type { RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import { stateName } from "../gate/room/GateEvents.ts";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { takeSealedState } from "../rooms/applySealedState.ts";
import { applyState } from "../rooms/applyState.ts";
import type { RoomBook, RoomEntry } from "../rooms/RoomBook.ts";
import { refreshSummary } from "../rooms/roomSummary.ts";
import type { Gap } from "../timeline/createCatchUp.ts";
import { findHole } from "../timeline/findHole.ts";
import { mergeTimeline } from "../timeline/mergeTimeline.ts";
import { parseEvent, type TimelineEvent } from "../timeline/TimelineEvent.ts";
import type { RoomUpdate, SyncUpdate } from "./SyncUpdate.ts";

export interface ApplyParts {
    /** Gives the crypto machine what the answer has for it; answers the messages to this device that it could read. */
    feed(update: SyncUpdate): Promise<readonly ReceivedToDeviceMessage[]>;
    readonly decryptor: Decryptor;
    readonly encryptor: RoomEncryptor;
    readonly book: RoomBook;
    readonly myUserId: string;
    /** New events of a room. `live`: those of them that happened since the last answer, and are news. */
    onAdded(entry: RoomEntry, events: readonly TimelineEvent[], live: readonly TimelineEvent[]): void;
    /** Messages to this device that the machine has taken in and did not keep to itself. */
    onToDevice(messages: readonly ReceivedToDeviceMessage[]): Promise<void>;
    onAccountData(type: string, content: JsonObject): void;
    /** Somebody else came in. */
    onJoined(entry: RoomEntry, userId: string): void;
    /** Somebody else wrote encrypted state. */
    onSealedState(roomId: string): void;
    /** Whether the beginning of a session must be here, too: every message counts, and none can be from before one came. */
    countsAll(entry: RoomEntry): boolean;
    onGap(entry: RoomEntry, gap: Gap): Promise<void>;
    /** Members and recent events from the last run, before anything new is joined to them. */
    loadRoom(roomId: string): Promise<void>;
}

/** A closed room that is busy all day must not fill the memory. */
const MAX_CLOSED_EVENTS = 250;
const KEPT_CLOSED_EVENTS = 100;

/** Takes one answer of the server in: keys first, then rooms. One broken room never stops the others. */
export async function applySync(parts: ApplyParts, update: SyncUpdate): Promise<void> {
    const { toDevice, changedUsers } = update.crypto;
    const fed = parts.feed(update).then(parts.onToDevice);
    // Rooms wait for keys and devices only where the answer brings some: else a message need not wait for the counts.
    if (toDevice.length + changedUsers.length > 0) await fed;
    await Promise.all([fed, applyRooms(parts, update)]);
    parts.book.loaded = update.all ? "all" : parts.book.loaded === "all" ? "all" : "partial";
}

async function applyRooms(parts: ApplyParts, update: SyncUpdate): Promise<void> {
    for (const event of update.accountData) {
        const type = asString(event.type);
        const content = asObject(event.content);
        if (type !== null && content !== null) parts.onAccountData(type, content);
    }
    for (const room of update.rooms) {
        if (!room.roomId.startsWith("!") || room.roomId.length > 255) continue;
        try {
            await applyRoom(parts, room);
        } catch {
            // What a hostile room managed to break stays in that room; its next update is taken as usual.
        }
    }
}

async function applyRoom(parts: ApplyParts, update: RoomUpdate): Promise<void> {
    const { book, myUserId } = parts;
    const known = book.get(update.roomId);
    const told = update.state.length + update.timeline.length + update.strippedState.length > 0;
    if (known === null && !told) return;
    const entry = known ?? book.ensure(update.roomId);
    const { record } = entry;
    if (known !== null && known.loaded === "none") await parts.loadRoom(update.roomId);
    if (update.membership !== "unknown") record.membership = update.membership;
    else if (update.strippedState.length === 0 && record.membership === "invite" && told) record.membership = "join";

    for (const event of update.strippedState) applyStripped(parts, entry, event);
    // What the timeline says of the room is older than its state, which is as it stands now.
    const isNews = known !== null && !update.initial;
    await applyRoomState(parts, entry, stateInTimeline(entry, update), isNews);
    for (const event of update.state) entry.toldMeanwhile?.add(stateName(event));
    await applyRoomState(parts, entry, update.state, isNews);
    if (update.heroes !== null) record.heroes = update.heroes;
    if (update.joinedCount !== null) record.joinedCount = update.joinedCount;
    if (update.invitedCount !== null) record.invitedCount = update.invitedCount;
    await applyTimeline(parts, entry, update);
    applyReadMarkers(entry, update, myUserId);
    refreshSummary(entry, myUserId);
    const isClosed = entry.openCount === 0 && !entry.readingBack;
    if (isClosed && entry.timeline.events.length > MAX_CLOSED_EVENTS) entry.timeline.trim(KEPT_CLOSED_EVENTS);
    if (record.lastActivityMs === 0) record.lastActivityMs = newestMs(update.strippedState);
    book.changed(update.roomId);
}

function applyStripped(parts: ApplyParts, entry: RoomEntry, event: JsonObject): void {
    applyState(entry, event, parts.myUserId);
    if (asString(event.type) !== "m.room.member") return;
    if (event.state_key === parts.myUserId) entry.inviteContent = asObject(event.content);
    if (event.state_key === entry.record.inviterId) {
        entry.record.inviterName = asString(asObject(event.content)?.displayname)?.slice(0, 255) ?? null;
    }
}

async function applyRoomState(
    parts: ApplyParts,
    entry: RoomEntry,
    state: readonly JsonObject[],
    live: boolean,
): Promise<void> {
    for (const event of state) {
        if (event.type === "m.room.encrypted" && typeof event.state_key === "string") {
            takeSealedState(entry.record, event, await parts.decryptor.decrypt(entry.record.roomId, event));
            if (live && event.sender !== parts.myUserId) parts.onSealedState(entry.record.roomId);
            continue;
        }
        const effect = applyState(entry, event, parts.myUserId);
        // The next message must be under a key that whoever left never had (A26).
        if (effect?.kind === "left") parts.encryptor.rotate(entry.record.roomId);
        if (effect?.kind === "joined" && live) parts.onJoined(entry, effect.userId);
    }
}

/** Not what a longer timeline brings from before the events that are known: the room has long been another since. */
function stateInTimeline({ timeline }: RoomEntry, update: RoomUpdate): readonly JsonObject[] {
    const isKnown = (event: JsonObject) => timeline.has(asString(event.event_id) ?? "");
    const newestKnown = update.timeline.findLastIndex(isKnown);
    if (update.expanded && newestKnown < 0) return [];
    return update.timeline.slice(newestKnown + 1).filter((event) => typeof event.state_key === "string");
}

async function applyTimeline(parts: ApplyParts, entry: RoomEntry, update: RoomUpdate): Promise<void> {
    const events = await readEvents(parts.decryptor, entry, update.timeline);
    const newestKnown = entry.timeline.events.at(-1) ?? null;
    const newestKnownMs = newestKnown?.sentAtMs ?? 0;
    // A stretch that reaches further back than what is held shows nothing of what is missing after it.
    const reachesBack = update.initial || update.expanded;
    const hole = reachesBack ? null : findHole(entry.timeline.events, events, parts.countsAll(entry));
    const merge = mergeTimeline(entry.timeline, events, {
        mayHaveGap: update.limited || reachesBack,
        prevBatch: update.prevBatch,
    });
    if (entry.loaded !== "live" && (events.length > 0 || update.initial)) entry.loaded = "live";
    // Where the start of the room had been reached, it is now to be reached again.
    if (merge.gap && entry.backward !== "loading") entry.backward = "idle";
    if (merge.gap || hole !== null) {
        const since = hole?.since ?? newestKnown;
        await parts.onGap(entry, { since, isDropped: merge.gap, isHole: hole !== null });
    }
    if (merge.added.length === 0) return;
    entry.timelineDirty = true;
    // A stretch that replaced what was held also brings what is old; only its end is news.
    const isNews = (event: TimelineEvent) => (!merge.gap && hole === null) || event.sentAtMs > newestKnownMs;
    const live = update.initial ? [] : merge.added.filter(isNews);
    parts.onAdded(entry, merge.added, live);
    if (!update.initial) followOwnMessages(entry, merge.added, parts.myUserId);
}

/** Whoever wrote has read what stood before. */
function followOwnMessages(entry: RoomEntry, added: readonly TimelineEvent[], myUserId: string): void {
    for (const event of added) {
        if (event.senderId === myUserId && event.stateKey === null) entry.record.readUpToEventId = event.eventId;
    }
}

/** Decrypts what is encrypted and not yet known, and understands each event. */
export async function readEvents(
    decryptor: Decryptor,
    entry: RoomEntry,
    raw: readonly JsonObject[],
): Promise<readonly TimelineEvent[]> {
    const { roomId } = entry.record;
    const encrypted = raw.filter((event) => isSealed(event) && !entry.timeline.has(asString(event.event_id) ?? ""));
    const decrypted = await decryptor.decryptAll(roomId, encrypted);
    const byEvent = new Map(encrypted.map((event, at) => [event, decrypted[at]]));
    return raw.flatMap((event) => {
        const known = entry.timeline.get(asString(event.event_id) ?? "");
        return known ?? parseEvent(event, byEvent.get(event) ?? null, roomId) ?? [];
    });
}

function isSealed(event: JsonObject): boolean {
    if (event.type !== "m.room.encrypted" || asObject(event.content) === null) return false;
    return asObject(asObject(event.unsigned)?.redacted_because) === null;
}

function applyReadMarkers(entry: RoomEntry, update: RoomUpdate, myUserId: string): void {
    for (const [eventId, kinds] of Object.entries(update.receipts ?? {})) {
        for (const kind of ["m.read", "m.read.private"]) {
            const mine = asObject(asObject(asObject(kinds)?.[kind])?.[myUserId]);
            if (mine === null) continue;
            const thread = asString(mine.thread_id);
            if (thread === null || thread === "main") moveReadMarker(entry, eventId);
        }
    }
}

/** The marker only moves forward among the events that are known. */
export function moveReadMarker(entry: RoomEntry, eventId: string): boolean {
    const { record, timeline } = entry;
    if (record.readUpToEventId === eventId) return false;
    const at = timeline.events.findIndex((event) => event.eventId === eventId);
    const before = timeline.events.findIndex((event) => event.eventId === record.readUpToEventId);
    if (before >= 0 && at < before) return false;
    record.readUpToEventId = eventId;
    return true;
}

function newestMs(events: readonly JsonObject[]): number {
    return Math.max(0, ...events.map((event) => asNumber(event.origin_server_ts) ?? 0));
}
