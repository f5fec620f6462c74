import { unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { createMemoryBackend } from "../store/createMemoryBackend.ts";
import { openRecordStore } from "../store/openRecordStore.ts";
import { parseEvent } from "../timeline/TimelineEvent.ts";
import { createRoomStore } from "./createRoomStore.ts";
import { createRoomBook } from "./RoomBook.ts";

const roomId = "!r:a.example";
const key = new Uint8Array(32).fill(7);

async function run(disk: Map<string, unknown>) {
    const { store } = unwrap(await openRecordStore(createMemoryBackend(disk), { kind: "key", key }));
    const book = createRoomBook();
    const roomStore = createRoomStore(store, book);
    const entry = book.ensure(roomId);
    await roomStore.loadRoom(roomId);
    return { book, entry, roomStore };
}

function message(index: number) {
    const ciphertext = btoa(String.fromCharCode(3, 8, index));
    const content = { session_id: "S", ciphertext };
    const raw = { event_id: `$${index}`, type: "m.room.encrypted", sender: "@b:b.example", content };
    const read = { kind: "read", type: "m.room.message", content: {}, stateKey: null, trust: "ok" } as const;
    const event = parseEvent(raw, read, roomId);
    if (event === null) throw new Error("not an event");
    return event;
}

it("of a room a start holds the newest, and knows the rest again: told or brought once more it is not new", async () => {
    const disk = new Map<string, unknown>();
    const before = await run(disk);
    before.entry.timeline.append(Array.from({ length: 100 }, (_, index) => message(index)));
    before.entry.timelineDirty = true;
    before.book.changed(roomId);
    await before.roomStore.flush();

    const { timeline } = (await run(disk)).entry;
    expect(timeline.events.map(({ eventId }) => eventId)).toEqual(Array.from({ length: 30 }, (_, at) => `$${at + 70}`));
    expect(timeline.takenIn.has(message(3))).toBe(true);
    expect(timeline.append([message(3), message(100)]).map(({ eventId }) => eventId)).toEqual(["$100"]);
    // Where the server has it in its history it is shown.
    timeline.weave([message(68), message(69), message(70)], false);
    expect(timeline.events[0]?.eventId).toBe("$68");
});
