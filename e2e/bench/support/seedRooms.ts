import { openEncryptedRoom, patiently } from "../../interop/encryptedRoom.ts";
import type { LibolmClient } from "../../interop/libolmClient.ts";
import type { MatrixHttp } from "../../interop/matrixHttp.ts";

const AT_ONCE = 4;

/** Encrypted rooms of the account alone, each with a name and one event; made by a plain client, which cannot encrypt. */
export async function seedRooms(http: MatrixHttp, count: number): Promise<void> {
    await inParallel(count, AT_ONCE, async (index) => {
        const name = `Room ${String(index).padStart(4, "0")}`;
        const room = await patiently(() => http.call("POST", "/createRoom", { preset: "private_chat", name }));
        const path = `/rooms/${encodeURIComponent(String(room.room_id))}/send/m.room.message/${crypto.randomUUID()}`;
        await patiently(() => http.call("PUT", path, { msgtype: "m.text", body: "one message" }));
    });
}

export interface SharedRoom {
    readonly roomId: string;
    readonly name: string;
    /** What the other member says last in it. */
    readonly lastWord: string;
}

/** Rooms with somebody else in them, who writes encrypted once the account has a device: see `speak`. */
export async function openSharedRooms(
    other: LibolmClient,
    reader: MatrixHttp,
    count: number,
): Promise<readonly SharedRoom[]> {
    const rooms: SharedRoom[] = [];
    for (let index = 0; index < count; index++) {
        const roomId = await openEncryptedRoom(other.http, [reader.userId]);
        const name = `Shared ${index}`;
        await other.http.call("PUT", `/rooms/${encodeURIComponent(roomId)}/state/m.room.name/`, { name });
        await patiently(() => reader.call("POST", `/join/${encodeURIComponent(roomId)}`));
        rooms.push({ roomId, name, lastWord: `last word in shared ${index}` });
    }
    return rooms;
}

/** The other member says the last word in each room: they become the newest, and unread. */
export async function speak(other: LibolmClient, readerId: string, rooms: readonly SharedRoom[]): Promise<void> {
    for (const { roomId, lastWord } of rooms) {
        await other.send(roomId, [readerId], { msgtype: "m.text", body: lastWord });
    }
}

/** `work` for 0..count-1, at most `atOnce` running. */
export async function inParallel(
    count: number,
    atOnce: number,
    work: (index: number) => Promise<unknown>,
): Promise<void> {
    let next = 0;
    const lane = async () => {
        while (next < count) await work(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
}
