import type {
    AdminSnapshot,
    ClearanceSnapshot,
    CoverageSnapshot,
    CrisisSnapshot,
    DeskSnapshot,
    DevicesSnapshot,
    GateSnapshot,
    GatewaySnapshot,
    LogSnapshot,
    MembersSnapshot,
    OutboxSnapshot,
    PlainTopic,
    RoomId,
    RoomsSnapshot,
    RoomTopic,
    TimelineSnapshot,
    TopicRef,
    TopicSnapshots,
    VerificationsSnapshot,
} from "@valise/bridge";
import { noClearance, noDesk, roomTopics, unlabelledGate } from "@valise/bridge";
import type { Downloads } from "../files/createDownloads.ts";
import { isEstablished } from "../rooms/createRecipients.ts";
import { createMembersBuilder } from "../rooms/membersSnapshot.ts";
import type { RoomBook } from "../rooms/RoomBook.ts";
import { createRoomRows } from "../rooms/roomRow.ts";
import { onlyConfirms } from "../timeline/onlyConfirms.ts";
import { createTimelineBuilder } from "../timeline/timelineSnapshot.ts";
import type { Account } from "./Account.ts";
import type { createNotifications } from "./createNotifications.ts";
import { createPublisher, type Publisher, steady } from "./createPublisher.ts";
import type { Session } from "./createSession.ts";
import { buildSessionSnapshot, isOnlyHeard } from "./SessionState.ts";

/** Events a closed room keeps in memory, so that going back to it costs nothing. */
const KEPT_WHEN_CLOSED = 100;

/** Every topic of the contract: what it is built from, and who is told. */
export function createTopics(parts: {
    session: Session;
    notifications: ReturnType<typeof createNotifications>;
    downloads: Downloads;
    adminProgress: () => AdminSnapshot;
}) {
    const { session, notifications, downloads } = parts;
    let account: Account | null = null;
    let roomRows: ReturnType<typeof createRoomRows> | null = null;
    let changedRooms = new Set<string>();
    let wholeList = true;

    const plain: { readonly [T in PlainTopic]: Publisher<TopicSnapshots[T]> } = {
        session: createPublisher(() => buildSessionSnapshot(session.state, account), lastHeard),
        rooms: createPublisher<RoomsSnapshot>(
            () => {
                if (roomRows === null) return noRooms;
                const changed = wholeList ? null : changedRooms;
                changedRooms = new Set();
                wholeList = false;
                return roomRows.build(changed);
            },
            { allMs: restOfList },
        ),
        devices: createPublisher<DevicesSnapshot>(() => account?.devices.snapshot() ?? noDevices),
        verifications: createPublisher<VerificationsSnapshot>(
            () => account?.verifications.snapshot() ?? noVerifications,
        ),
        outbox: createPublisher(
            steady(() => outboxOf(account)),
            outboxRest,
        ),
        downloads: createPublisher(downloads.snapshot, beside),
        notifications: createPublisher(() => notifications.current(), beside),
        clearance: createPublisher<ClearanceSnapshot>(() => account?.clearances.snapshot() ?? noClearance),
        desk: createPublisher<DeskSnapshot>(() => account?.officerDesk.snapshot() ?? noDesk),
        crisis: createPublisher<CrisisSnapshot>(() => account?.crisis.snapshot() ?? noCrisis),
        coverage: createPublisher<CoverageSnapshot>(() => account?.crisis.coverage() ?? noCoverage),
        admin: createPublisher(parts.adminProgress, beside),
        gateway: createPublisher<GatewaySnapshot>(() => account?.crisis.gateway.snapshot() ?? noCalls),
    };
    const rooms = new Map<string, { readonly [T in RoomTopic]: Publisher<TopicSnapshots[T]> }>();

    const topicsOf = (roomId: RoomId) => {
        const known = rooms.get(roomId);
        if (known !== undefined) return known;
        let builtFor: Account | null = null;
        let buildTimeline: (() => TimelineSnapshot) | null = null;
        let buildMembers = createMembersBuilder("");
        const prepare = () => {
            if (builtFor === account) return;
            builtFor = account;
            buildTimeline = account === null ? null : createTimelineBuilder(account, roomId);
            buildMembers = createMembersBuilder(account?.session.userId ?? "");
        };
        const made = {
            timeline: createPublisher<TimelineSnapshot>(() => {
                prepare();
                return buildTimeline?.() ?? { ...noTimeline, roomId };
            }, confirmations),
            members: createPublisher<MembersSnapshot>(() => {
                prepare();
                const entry = account?.book.get(roomId) ?? null;
                return buildMembers(entry, roomId, (userId) => account?.trust.trustOf(userId) ?? "unknown");
            }, beside),
            gate: createPublisher<GateSnapshot>(
                steady(() => account?.gates.snapshot(roomId) ?? unlabelledGate(roomId)),
                beside,
            ),
            log: createPublisher<LogSnapshot>(
                () => account?.crisis.log(roomId) ?? { roomId, sitrepDueAtMs: null, rows: [] },
            ),
        };
        rooms.set(roomId, made);
        return made;
    };

    const pokeRoom = (roomId: string) => {
        for (const topic of Object.values(rooms.get(roomId) ?? {})) topic.poke();
    };

    /** How many can run the gateway's command. */
    let gateways = 0;
    const offerGateway = (change: 1 | -1) => {
        gateways += change;
        account?.crisis.gateway.offer(gateways > 0);
    };
    const opened = new Map<string, number>();

    /** An open room is followed in full: members established, history and names from the last run at hand. */
    const enterOpen = (roomId: RoomId) => {
        const entry = account?.book.get(roomId) ?? null;
        const count = opened.get(roomId) ?? 0;
        if (account === null || entry === null) return;
        const { catchUp, recipients, roomStore, healer, messages } = account;
        entry.openCount = count;
        if (count === 0) return;
        // What was made of its messages is at hand before they are.
        void messages
            .prepare(roomId)
            .then(() => roomStore.loadRoom(roomId))
            .then(() => recipients.establish(roomId))
            .then(() => healer.retryRoom(roomId))
            .then(() => catchUp.opened(roomId));
    };
    /** A room opened before it was known, or before it was joined, is entered as soon as it can be. */
    const keepOpen = (roomId: RoomId) => {
        const entry = account?.book.get(roomId) ?? null;
        const count = opened.get(roomId) ?? 0;
        if (entry === null || count === 0) return;
        if (entry.openCount !== count) enterOpen(roomId);
        else if (entry.record.membership === "join" && !isEstablished(entry))
            void account?.recipients.establish(roomId);
    };
    const openRoom = (roomId: RoomId): Disposable => {
        opened.set(roomId, (opened.get(roomId) ?? 0) + 1);
        enterOpen(roomId);
        return {
            [Symbol.dispose]() {
                const count = (opened.get(roomId) ?? 1) - 1;
                if (count === 0) opened.delete(roomId);
                else opened.set(roomId, count);
                const entry = account?.book.get(roomId) ?? null;
                if (entry === null) return;
                entry.openCount = count;
                if (count === 0 && !entry.readingBack) entry.timeline.trim(KEPT_WHEN_CLOSED);
            },
        };
    };

    return {
        poke: (topic: PlainTopic) => plain[topic].poke(),
        pokeLogs() {
            for (const room of rooms.values()) room.log.poke();
        },
        pokeMembers() {
            for (const room of rooms.values()) room.members.poke();
        },
        /** The list of the last run is shown before there is an account to go on with it. */
        roomsRead(book: RoomBook, myUserId: string) {
            roomRows = createRoomRows(book, myUserId);
            wholeList = true;
            book.onChanged((roomIds) => {
                for (const roomId of roomIds) {
                    changedRooms.add(roomId);
                    keepOpen(roomId as RoomId);
                    pokeRoom(roomId);
                }
                plain.rooms.poke();
            });
            plain.rooms.poke();
        },
        accountChanged(next: Account | null) {
            account = next;
            if (next === null) {
                roomRows = null;
                wholeList = true;
            }
            next?.crisis.gateway.offer(gateways > 0);
            next?.outbox.subscribe(() => plain.outbox.poke());
            next?.gates.onChanged(pokeRoom);
            for (const topic of Object.values(plain)) topic.poke();
            for (const roomId of rooms.keys()) {
                if (next !== null) enterOpen(roomId as RoomId);
                pokeRoom(roomId);
            }
        },
        open(ref: TopicRef, publish: (snapshot: never) => void): Disposable {
            if (!isOfRoom(ref)) {
                if (ref.topic === "devices") void account?.devices.refresh();
                const following = plain[ref.topic].open(publish as never);
                if (ref.topic !== "gateway") return following;
                offerGateway(1);
                return {
                    [Symbol.dispose]() {
                        following[Symbol.dispose]();
                        offerGateway(-1);
                    },
                };
            }
            const kept = openRoom(ref.roomId);
            const listening = topicsOf(ref.roomId)[ref.topic].open(publish as never);
            return {
                [Symbol.dispose]() {
                    listening[Symbol.dispose]();
                    kept[Symbol.dispose]();
                },
            };
        },
    };
}

const isOfRoom = (ref: TopicRef): ref is Extract<TopicRef, { roomId: RoomId }> =>
    (roomTopics as readonly string[]).includes(ref.topic);

const noCrisis: CrisisSnapshot = {
    may: { broadcast: false, open: false, writeDirectory: false },
    channels: [],
    duty: [],
    templates: [],
    crises: [],
    weather: [],
    rows: [],
};
const noCoverage: CoverageSnapshot = { rows: [] };
const noCalls: GatewaySnapshot = { rows: [] };

/** What stands beside the messages follows them by a blink. */
const BESIDE_MS = 50;
const beside = { allMs: () => BESIDE_MS };
/** What leaves within this was never waiting. */
const outboxRest = { allMs: () => 300 };
/** "Last heard" is looked at when nothing is heard any more: what tells of that tells of both. */
const lastHeard = { minorMs: 60_000, isMinor: isOnlyHeard };
/** "Sending", "sent" and the event itself are drawn together: nobody waits for them, and the message is on its way meanwhile. */
const confirmations = { minorMs: 130, isMinor: onlyConfirms };
/** The first rooms are waited for. */
const restOfList = ({ loaded }: RoomsSnapshot) => (loaded === "none" || loaded === "store" ? 0 : BESIDE_MS);

const noRooms: RoomsSnapshot = { loaded: "none", rows: [] };
const noDevices: DevicesSnapshot = { loaded: false, rows: [] };
const noVerifications: VerificationsSnapshot = { rows: [] };
const noOutbox: OutboxSnapshot = { queuedCount: 0, failedCount: 0, damagedCount: 0, oldestAtMs: null, expired: [] };

const outboxOf = (account: Account | null): OutboxSnapshot =>
    account === null ? noOutbox : { ...account.outbox.snapshot(), expired: account.expiredSends() };
const noTimeline: Omit<TimelineSnapshot, "roomId"> = {
    loaded: "none",
    backward: "idle",
    readUpToEventId: null,
    composer: "not-joined",
    rows: [],
};
