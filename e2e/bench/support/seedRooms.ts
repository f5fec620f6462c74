import { patiently } from "../../interop/encryptedRoom.ts";
import type { MatrixHttp } from "../../interop/matrixHttp.ts";

export const roomName = (index: number): string => `Room ${String(index).padStart(4, "0")}`;
/** The last message of each room, by which a room switch is seen to be done. */
export const lastWord = (index: number): string => `last word in ${String(index).padStart(4, "0")}`;

const encryption = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
const ATONCE = 4;

export interface SeedOptions {
    readonly count: number;
    readonly encrypted: boolean;
}

/** Rooms with a name and one message each, made by a plain client of the account itself. Newest last. */
export async function seedRooms(http: MatrixHttp, { count, encrypted }: SeedOptions): Promise<string[]> {
    const rooms: string[] = [];
    await inParallel(count, ATONCE, async (index) => {
        const room = await patiently(() =>
            http.call("POST", "/createRoom", {
                preset: "private_chat",
                name: roomName(index),
                initial_state: encrypted ? [encryption] : [],
            }),
        );
        rooms[index] = String(room.room_id);
        await sendPlain(http, String(room.room_id), lastWord(index));
    });
    return rooms;
}

export async function sendPlain(http: MatrixHttp, roomId: string, body: string): Promise<void> {
    const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${crypto.randomUUID()}`;
    await patiently(() => http.call("PUT", path, { msgtype: "m.text", body }));
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
