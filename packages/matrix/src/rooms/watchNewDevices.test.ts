import { unwrap } from "@valise/base";
import { describe, expect, it, vi } from "vitest";
import { createMemoryBackend } from "../store/createMemoryBackend.ts";
import { openRecordStore } from "../store/openRecordStore.ts";
import { createRoomBook } from "./RoomBook.ts";
import { watchNewDevices } from "./watchNewDevices.ts";

const alice = "@alice:a.example";
const bob = "@bob:b.example";
const eve = "@eve:b.example";
const key = new Uint8Array(32).fill(7);

/** Alice's engine in one run, upon the disk of the run before; rooms: who is in, and Alice's power. */
async function run(disk: Map<string, unknown>, rooms: Readonly<Record<string, { in: string[]; power: number }>>) {
    const { store } = unwrap(await openRecordStore(createMemoryBackend(disk), { kind: "key", key }));
    const devices: Record<string, Record<string, boolean>> = {};
    let told: (userIds: string[]) => void = () => {};
    const deviceOf = ([id, signed]: [string, boolean]) => ({
        deviceId: { toString: () => id },
        isCrossSignedByOwner: () => signed,
        free: () => {},
    });
    const olm = {
        userId: { toString: () => alice },
        deviceId: { toString: () => "THIS" },
        getUserDevices: async (userId: { toString(): string }) => ({
            devices: () => Object.entries(devices[userId.toString()] ?? {}).map(deviceOf),
            free: () => {},
        }),
    };
    const book = createRoomBook();
    for (const [roomId, { power }] of Object.entries(rooms)) {
        const { record } = book.ensure(roomId);
        record.membership = "join";
        record.sealedName = { seq: 1, iatMs: 0, value: "Evacuation" };
        record.powerLevels = { users: { [alice]: power } };
    }
    /** Members come from the disk when they are asked for. */
    const loadRoom = async (roomId: string) => {
        for (const userId of rooms[roomId]?.in ?? [])
            book.ensure(roomId).members.set(userId, { userId, membership: "join", name: null, sender: null });
    };
    const renamed: string[] = [];
    const names = { joined: (roomId: string) => void renamed.push(roomId) };
    const onDevices = (listener: typeof told) => {
        told = listener;
    };
    const crypto = { olm: olm as never, onDevices };
    watchNewDevices({ crypto, store, roomStore: { loadRoom }, book, names, myUserId: alice });
    const write = vi.spyOn(store, "write");
    return {
        renamed,
        /** The machine learned of these devices, by whether they are signed. */
        async learn(userId: string, now: Record<string, boolean>) {
            devices[userId] = now;
            const before = write.mock.calls.length;
            told([userId]);
            return () => vi.waitFor(() => expect(write.mock.calls.length).toBeGreaterThan(before));
        },
    };
}

const rooms = { "!here:a": { in: [alice, bob], power: 100 }, "!there:a": { in: [alice, eve], power: 100 } };

describe("a new device of a member", () => {
    it("is told the names of its rooms once it is signed, and of no others", async () => {
        const { renamed, learn } = await run(new Map(), rooms);
        await (await learn(bob, { OLD: true }))();
        await learn(bob, { OLD: true, NEW: false });
        await (await learn(bob, { OLD: true, NEW: true }))();
        await vi.waitFor(() => expect(renamed).toEqual(["!here:a"]));
        await learn(bob, { OLD: true, NEW: true });
        await (await learn(bob, { NEW: true }))();
        expect(renamed).toEqual(["!here:a"]);
    });

    it("is new also when it came while this device was off", async () => {
        const disk = new Map<string, unknown>();
        const first = await run(disk, rooms);
        await (await first.learn(bob, { OLD: true }))();
        const second = await run(disk, rooms);
        await (await second.learn(bob, { NEW: true }))();
        await vi.waitFor(() => expect(second.renamed).toEqual(["!here:a"]));
    });

    it("is left to others by who may not name the room", async () => {
        const { renamed, learn } = await run(new Map(), { ...rooms, "!here:a": { in: [alice, bob], power: 0 } });
        await (await learn(bob, { OLD: true }))();
        await (await learn(bob, { OLD: true, NEW: true }))();
        await (await learn(eve, { ONE: true }))();
        expect(renamed).toEqual([]);
    });
});
