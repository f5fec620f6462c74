import { type Clock, err, ok, type Result } from "@valise/base";
import type { EncryptionTarget } from "../crypto/createRoomEncryptor.ts";
import { stateName, takeWholeGate } from "../gate/room/GateEvents.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { JsonObject } from "../json.ts";
import { backOffMs, serverErrorBackOff } from "../outbox/backOff.ts";
import { objects } from "../sync/slidingSync.ts";
import { wire } from "../wire.ts";
import { applyState } from "./applyState.ts";
import type { RoomBook, RoomEntry } from "./RoomBook.ts";

/** Rooms whose members the server keeps telling of, at most; the least used one is let go. */
const MAX_FOLLOWED = 40;

/** Why nothing can be encrypted for a room right now. `checking` passes by itself. */
export type TargetRefusal = "checking" | "not-joined" | "not-encrypted";

/** Establishes who is in a room before anything is sent to it (protocol 6), and keeps that true. */
export interface Recipients {
    /**
     * Asks for the whole membership; resolves when it is known, or when it could not be asked. Then it is asked again by
     * itself, with patience, and as soon as the connection returns.
     */
    establish(roomId: string): Promise<void>;
    /** Who gets the keys of the next message; a refusal when that is not known. */
    target(roomId: string): Result<EncryptionTarget, TargetRefusal>;
    /** From here on the server tells every change of these rooms. */
    subscribed(roomIds: ReadonlySet<string>): void;
    /** Nothing is known any more: everything is established again before it is used. */
    lost(): void;
    /** The server is in reach again: what could not be asked is asked now. */
    returned(): void;
    stop(): void;
}

export interface RecipientsParts {
    readonly http: MatrixHttp;
    readonly book: RoomBook;
    readonly clock: Clock;
    readonly myUserId: string;
    /** Tells the sync loop which rooms to follow in full. */
    follow(roomIds: readonly string[]): void;
    onEstablished(roomId: string): void;
}

/** A room whose changes the server is asked to tell. */
interface Followed {
    /** Resolves when they are told, or when the room was let go of. */
    readonly confirmed: Promise<void>;
    readonly confirm: () => void;
    asked: Promise<void> | null;
    failuresInARow: number;
    /** When it is asked again, after it could not be. */
    again: Disposable | null;
}

export function createRecipients(parts: RecipientsParts): Recipients {
    const { http, book, clock, myUserId } = parts;
    const followed = new Map<string, Followed>();

    const follow = (roomId: string) => {
        const known = followed.get(roomId);
        if (known !== undefined) {
            followed.delete(roomId);
            followed.set(roomId, known);
            return known;
        }
        let confirm = () => {};
        const confirmed = new Promise<void>((resolve) => {
            confirm = resolve;
        });
        const fresh: Followed = { confirmed, confirm, asked: null, failuresInARow: 0, again: null };
        followed.set(roomId, fresh);
        for (const [oldest, state] of followed) {
            if (followed.size <= MAX_FOLLOWED) break;
            const entry = book.get(oldest);
            if (entry !== null && entry.openCount > 0) continue;
            if (entry !== null) forgetMembers(entry);
            followed.delete(oldest);
            letGo(state);
        }
        parts.follow([...followed.keys()]);
        return fresh;
    };

    const members = async (roomId: string) => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/members`;
        const answer = await http.request("GET", path, { query: { not_membership: "leave" }, timeoutMs: 60_000 });
        return answer.ok ? objects(answer.value.chunk) : null;
    };
    /** Clearances and admissions with the members: a subscription tells only what changes from here on. */
    const wholeState = async (roomId: string) => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state`;
        const answer = await http.requestList(path, { timeoutMs: 60_000 });
        return answer.ok ? objects(answer.value) : null;
    };

    /**
     * Whether the room has a charter, asked by itself: after a join the server may tell of the members before it tells of the
     * room, and a room must not be taken for an unlabelled one meanwhile. Null: not known.
     */
    const hasCharter = async (roomId: string): Promise<boolean | null> => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${wire.charter}/`;
        const answer = await http.request("GET", path);
        if (answer.ok) return true;
        return answer.error.kind === "answered" && answer.error.errcode === "M_NOT_FOUND" ? false : null;
    };

    /** The members, of a gated room with all of its state; null: it could not be asked. */
    const read = async (roomId: string, entry: RoomEntry) => {
        if (!isGated(entry)) {
            const [listed, charter] = await Promise.all([members(roomId), hasCharter(roomId)]);
            if (listed === null || charter === null) return null;
            if (!charter && !isGated(entry)) return { events: listed, isWhole: false };
        }
        const events = await wholeState(roomId);
        return events === null ? null : { events, isWhole: true };
    };

    /** False: it could not be asked. A room that was let go of meanwhile is left as it is: its changes are not told. */
    const ask = async (roomId: string, state: Followed): Promise<boolean> => {
        // First the changes, then the list: nothing can slip between the two. What changes while the list is on its way is
        // told by the sync, and may reach this device before the list that does not have it yet.
        await state.confirmed;
        const entry = book.get(roomId);
        const isOver = () => followed.get(roomId) !== state;
        if (entry === null || isOver()) return true;
        const told = new Set<string>();
        entry.toldMeanwhile = told;
        const answer = await read(roomId, entry);
        if (entry.toldMeanwhile === told) entry.toldMeanwhile = null;
        if (isOver()) return true;
        if (answer === null) return false;
        const fresh = answer.events.filter((event) => !told.has(stateName(event)));
        takeMembers(entry, answer.events.filter(isMember), told, myUserId);
        if (answer.isWhole) {
            for (const event of fresh) if (!isMember(event)) applyState(entry, event, myUserId);
            takeWholeGate(entry.gate, answer.events, told);
        }
        entry.membersComplete = true;
        // Followed from here on: what is held is what the server tells.
        entry.loaded = "live";
        book.changed(roomId);
        parts.onEstablished(roomId);
        return true;
    };

    const askPatiently = async (roomId: string, state: Followed): Promise<void> => {
        const isDone = await ask(roomId, state);
        state.asked = null;
        if (isDone) {
            state.failuresInARow = 0;
            return;
        }
        const waitMs = backOffMs(serverErrorBackOff, ++state.failuresInARow, Math.random());
        state.again = clock.after(waitMs, () => void establish(roomId));
    };

    const establish = async (roomId: string): Promise<void> => {
        const entry = book.get(roomId);
        if (entry === null || entry.record.membership !== "join" || isEstablished(entry)) {
            if (entry !== null && isEstablished(entry)) follow(roomId);
            return;
        }
        const state = follow(roomId);
        forgetWait(state);
        state.asked ??= askPatiently(roomId, state);
        await state.asked;
    };

    return {
        establish,
        target(roomId) {
            const entry = book.get(roomId);
            if (entry === null || entry.record.membership !== "join") return err("not-joined");
            const { encryption, historyVisibility } = entry.record;
            if (encryption === null) return err("not-encrypted");
            // While the visibility is missing nothing is encrypted: a server may be hiding it.
            if (!isEstablished(entry) || historyVisibility === null) return err("checking");
            const joined = [...entry.members.values()].filter((member) => member.membership === "join");
            const userIds = joined.map((member) => member.userId);
            return ok({ roomId, encryption, historyVisibility, joined: userIds, recipients: userIds });
        },
        subscribed(roomIds) {
            for (const roomId of roomIds) followed.get(roomId)?.confirm();
        },
        lost() {
            for (const entry of book.all()) forgetMembers(entry);
            const before = [...followed];
            followed.clear();
            for (const [roomId, state] of before) {
                const isWaitedFor = state.asked !== null || state.again !== null;
                letGo(state);
                if (isWaitedFor || (book.get(roomId)?.openCount ?? 0) > 0) void establish(roomId);
            }
        },
        returned() {
            for (const [roomId, state] of [...followed]) if (state.again !== null) void establish(roomId);
        },
        stop() {
            for (const state of followed.values()) letGo(state);
            followed.clear();
        },
    };
}

function forgetWait(state: Followed): void {
    state.again?.[Symbol.dispose]();
    state.again = null;
}

/** What is being asked for it ends without a consequence. */
function letGo(state: Followed): void {
    forgetWait(state);
    state.confirm();
}

/** A charter was pinned here, or the server tells of one. */
export const isGated = ({ record }: RoomEntry): boolean => record.labelled || record.charterTold;

export const isEstablished = (entry: RoomEntry): boolean =>
    entry.membersComplete && (entry.gate.complete || !isGated(entry));
const isMember = (event: JsonObject): boolean => event.type === "m.room.member";

function forgetMembers(entry: RoomEntry): void {
    entry.membersComplete = false;
    entry.gate.complete = false;
}

/** The list is the whole truth of its moment: whoever is not in it is not in the room, unless told of since. */
function takeMembers(
    entry: RoomEntry,
    events: readonly JsonObject[],
    toldSince: ReadonlySet<string>,
    myUserId: string,
): void {
    const listed = new Set(events.map((event) => event.state_key));
    for (const member of entry.members.values()) {
        const name = stateName({ type: "m.room.member", state_key: member.userId });
        if (!listed.has(member.userId) && !toldSince.has(name))
            entry.members.set(member.userId, { ...member, membership: "leave" });
    }
    for (const event of events) if (!toldSince.has(stateName(event))) applyState(entry, event, myUserId);
    entry.membersChanged = true;
    entry.gate.changed = true;
    let joined = 0;
    for (const member of entry.members.values()) if (member.membership === "join") joined++;
    entry.record.joinedCount = joined;
}
