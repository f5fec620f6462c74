import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { createRoomBook, type RoomBook } from "../rooms/RoomBook.ts";
import { wire } from "../wire.ts";
import { type ApplyParts, applySync } from "./applySync.ts";
import type { RoomUpdate } from "./SyncUpdate.ts";

const roomId = "!r:a.example";
const me = "@me:a.example";
const anna = "@anna:b.example";

const parts = (book: RoomBook, changes: Partial<ApplyParts> = {}): ApplyParts => ({
    ...{ book, myUserId: me, feed: async () => [], onToDevice: async () => {}, loadRoom: async () => {} },
    decryptor: { decryptAll: async () => [] } as never,
    encryptor: { rotate: () => {} } as never,
    countsAll: () => false,
    ...{ onAdded() {}, onAccountData() {}, onJoined() {}, onSealedState() {}, async onGap() {} },
    ...changes,
});
const nothing = { toDevice: [], changedUsers: [], leftUsers: [], oneTimeKeyCounts: null, unusedFallbackKeys: null };
const told = (book: RoomBook, changes: Partial<RoomUpdate>, acting?: Partial<ApplyParts>) => {
    const room: RoomUpdate = {
        ...{ roomId, membership: "join", state: [], strippedState: [], timeline: [], limited: false, initial: false },
        ...{ expanded: false, prevBatch: null, heroes: null, joinedCount: null, invitedCount: null, activityMs: null },
        ...{ accountData: [], receipts: null, ...changes },
    };
    const position = { kind: "sliding" as const, pos: "1", toDevicePos: null, all: true };
    const update = { kind: "sliding" as const, crypto: nothing, rooms: [room], accountData: [], all: true, position };
    return applySync(parts(book, acting), update);
};
const state = (id: string, type: string, content: JsonObject): JsonObject => ({
    ...{ event_id: id, type, state_key: anna, sender: anna, origin_server_ts: 1, content },
});
const read = { kind: "read", type: "m.room.message", content: {}, stateKey: null, trust: "ok" };
/** At a place of anna's session. */
const sealed = (id: string, index: number): JsonObject => ({
    ...{ event_id: id, type: "m.room.encrypted", sender: anna, origin_server_ts: 1 },
    content: { session_id: "S", ciphertext: btoa(String.fromCharCode(3, 8, index)) },
});
const shown = (id: string, presentation: string) => state(id, wire.presentation, { presentation });
const member = (id: string, membership: string) => state(id, "m.room.member", { membership });

describe("the state of a room", () => {
    it("is what the server says it is now, also where its timeline tells of what was before", async () => {
        const book = createRoomBook();
        await told(book, { initial: true, state: [shown("$2", "new")], timeline: [shown("$1", "old")] });
        expect(book.get(roomId)?.gate.clearances.get(anna)).toBe("new");
    });

    it("is not taken back by a timeline that reaches further back than the one before", async () => {
        const book = createRoomBook();
        await told(book, { initial: true, state: [member("$2", "join")], timeline: [member("$2", "join")] });
        await told(book, { expanded: true, timeline: [member("$1", "invite"), member("$2", "join")] });
        expect(book.get(roomId)?.members.get(anna)?.membership).toBe("join");
        await told(book, { expanded: true, timeline: [member("$0", "leave")] });
        expect(book.get(roomId)?.members.get(anna)?.membership).toBe("join");
    });

    it("follows the timeline where it goes on", async () => {
        const book = createRoomBook();
        await told(book, { initial: true, state: [member("$1", "join")], timeline: [member("$1", "join")] });
        await told(book, { expanded: true, timeline: [member("$1", "join"), member("$2", "leave")] });
        expect(book.get(roomId)?.members.get(anna)?.membership).toBe("leave");
    });
});

it("a room's start is to be reached again where the server began anew after a gap", async () => {
    const book = createRoomBook();
    await told(book, { initial: true, timeline: [member("$1", "join")] });
    const entry = book.ensure(roomId);
    entry.backward = "start-reached";
    await told(book, { limited: true, timeline: [member("$9", "leave")], prevBatch: "t1" });
    expect(entry.timeline.events).toHaveLength(1);
    expect([entry.backward, entry.timeline.startReached]).toEqual(["idle", false]);
});

it("where a sender's messages are missing it keeps what is held, and says after which they are", async () => {
    const book = createRoomBook();
    const gaps: unknown[] = [];
    const acting: Partial<ApplyParts> = {
        decryptor: { decryptAll: async (_room: string, events: unknown[]) => events.map(() => read) } as never,
        onGap: async (_entry, { since, ...gap }) => void gaps.push({ since: since?.eventId, ...gap }),
    };
    await told(book, { initial: true, timeline: [sealed("$0", 0), sealed("$1", 1)] }, acting);
    await told(book, { timeline: [sealed("$2", 2)] }, acting);
    expect(gaps).toEqual([]);
    await told(book, { timeline: [sealed("$5", 5)] }, acting);
    expect(gaps).toEqual([{ since: "$2", isDropped: false, isHole: true }]);
    expect(book.get(roomId)?.timeline.events.map(({ eventId }) => eventId)).toEqual(["$0", "$1", "$2", "$5"]);
    await told(book, { limited: true, timeline: [sealed("$9", 9)] }, acting);
    expect(gaps.at(-1)).toEqual({ since: "$5", isDropped: true, isHole: true });
    await told(book, { expanded: true, timeline: [sealed("$7", 7), sealed("$8", 8), sealed("$9", 9)] }, acting);
    expect(gaps).toHaveLength(2);
});

it("what was read before is neither shown nor news under another id and date, though the server tells of a gap", async () => {
    const book = createRoomBook();
    const news: string[] = [];
    const acting: Partial<ApplyParts> = {
        decryptor: { decryptAll: async (_room: string, events: unknown[]) => events.map(() => read) } as never,
        onAdded: (_entry, _added, live) => void news.push(...live.map(({ eventId }) => eventId)),
    };
    await told(book, { initial: true, timeline: [sealed("$0", 0), sealed("$1", 1)] }, acting);
    const dated = (event: JsonObject) => ({ ...event, origin_server_ts: 9 });
    await told(book, { limited: true, timeline: [sealed("$copy", 0), sealed("$9", 9)].map(dated) }, acting);
    expect(news).toEqual(["$9"]);
    const shownIds = () => book.get(roomId)?.timeline.events.map(({ eventId }) => eventId);
    expect(shownIds()).toEqual(["$9"]);
    // A gap with nothing else in it takes nothing from the screen.
    await told(book, { limited: true, timeline: [sealed("$more", 1)].map(dated) }, acting);
    expect([news, shownIds()]).toEqual([["$9"], ["$9"]]);
});

it("what was read is shown again where nothing is held any more, and is no news", async () => {
    const book = createRoomBook();
    const news: string[] = [];
    const acting: Partial<ApplyParts> = {
        decryptor: { decryptAll: async (_room: string, events: unknown[]) => events.map(() => read) } as never,
        onAdded: (_entry, _added, live) => void news.push(...live.map(({ eventId }) => eventId)),
    };
    await told(book, { initial: true, timeline: [sealed("$0", 0)] }, acting);
    book.get(roomId)?.timeline.reset([], null);
    await told(book, { timeline: [sealed("$0", 0), sealed("$1", 1)] }, acting);
    expect(news).toEqual(["$1"]);
    expect(book.get(roomId)?.timeline.events).toHaveLength(2);
});
