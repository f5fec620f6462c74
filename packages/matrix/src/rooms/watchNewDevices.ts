import { createInOrder } from "@valise/base";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { signedDevices } from "../crypto/signedDevices.ts";
import { asArray } from "../json.ts";
import type { RecordChange, RecordStore } from "../store/RecordStore.ts";
import { mayName, type NameKeeper } from "./createNameKeeper.ts";
import type { RoomStore } from "./createRoomStore.ts";
import type { RoomBook, RoomEntry } from "./RoomBook.ts";

export interface NewDeviceParts {
    readonly crypto: Pick<CryptoParts, "olm" | "onDevices">;
    readonly store: Pick<RecordStore, "get" | "write">;
    readonly roomStore: Pick<RoomStore, "loadRoom">;
    readonly book: RoomBook;
    readonly names: Pick<NameKeeper, "joined">;
    readonly myUserId: string;
}

const MAX_IDLE_LOOKS = 50;

/**
 * A signed device that is new with somebody reads the names of their rooms like one who comes later (protocol 5).
 * What was known of a person is kept on the disk: also what came while this device was off is new to it.
 */
export function watchNewDevices({ crypto, store, roomStore, book, names, myUserId }: NewDeviceParts): void {
    const keyOf = (userId: string) => ({ group: "signed devices", id: userId });

    /** Those who have a device that they did not have; whoever is seen for the first time has none. */
    const newcomers = async (userIds: readonly string[]): Promise<readonly string[]> => {
        const changes: RecordChange[] = [];
        const found: string[] = [];
        for (const userId of userIds) {
            const now = (await signedDevices(crypto, userId)).map(({ deviceId }) => deviceId);
            const kept = await store.get("trust", keyOf(userId));
            const before = kept.ok && kept.value !== null ? new Set(asArray(kept.value)) : null;
            const isNew = now.some((deviceId) => before?.has(deviceId) === false);
            if (isNew) found.push(userId);
            if (isNew || before?.size !== now.length)
                changes.push({ kind: "put", table: "trust", key: keyOf(userId), value: now });
        }
        if (changes.length > 0) await store.write(changes, "relaxed");
        return found;
    };
    const look = async (userIds: readonly string[]) => {
        const named = [...book.all()].filter((entry) => mayName(entry, myUserId));
        // The whole of a large room, for somebody who names none: not worth looking through.
        if (named.length === 0 && userIds.length > MAX_IDLE_LOOKS) return;
        const found = await newcomers(userIds);
        if (found.length === 0) return;
        for (const entry of named) {
            // Rooms that nobody opened yet in this run know their members from the last one.
            await roomStore.loadRoom(entry.record.roomId);
            if (found.some((userId) => userId === myUserId || isIn(entry, userId))) names.joined(entry.record.roomId);
        }
    };

    const inOrder = createInOrder();
    crypto.onDevices((userIds) => {
        void inOrder(() => look(userIds)).catch(() => {});
    });
}

const isIn = (entry: RoomEntry, userId: string) => entry.members.get(userId)?.membership === "join";
