import type { Clock } from "@valise/base";
import type { Decryptor } from "../crypto/createDecryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { JsonObject } from "../json.ts";
import { takeSealedState } from "../rooms/applySealedState.ts";
import type { RoomBook, RoomEntry } from "../rooms/RoomBook.ts";
import { refreshSummary } from "../rooms/roomSummary.ts";
import { type TimelineEvent, withDecryption } from "./TimelineEvent.ts";

export interface HealerParts {
    readonly crypto: CryptoParts;
    readonly decryptor: Decryptor;
    readonly book: RoomBook;
    readonly myUserId: string;
    readonly clock: Clock;
    onHealed(entry: RoomEntry, events: readonly TimelineEvent[]): void;
}

export interface Healer {
    /** Tries everything unreadable again: after recovery, or when a room is opened. */
    retryAll(): Promise<void>;
    retryRoom(roomId: string): Promise<void>;
}

const AFTER_DEVICES_MS = 300;

/** Unread not for want of a key, but because its sender's device is not known as signed here (yet). */
export function isAboutDevice(event: TimelineEvent): boolean {
    return event.code === "UTD-SENDER-DEVICE-UNSIGNED";
}

/** Reads again what could not be read, when its key or its sender's device arrives (A38). */
export function createHealer(parts: HealerParts): Healer {
    const { book, decryptor } = parts;

    const retry = async (entry: RoomEntry, wanted: (event: TimelineEvent) => boolean) => {
        const { roomId } = entry.record;
        const unread = entry.timeline.events.filter((event) => event.wire !== null && wanted(event));
        const healed: TimelineEvent[] = [];
        const results = await decryptor.decryptAll(
            roomId,
            unread.map((event) => event.wire as JsonObject),
        );
        for (const [at, event] of unread.entries()) {
            const result = results[at];
            // Gone, redacted or healed by another round in the meantime.
            if (result === undefined || entry.timeline.get(event.eventId) !== event) continue;
            if (result.kind === "unreadable" && result.code === event.code) continue;
            const next = withDecryption(event, result, roomId);
            entry.timeline.replace(next);
            if (result.kind === "read") healed.push(next);
        }
        const renamed = await retryState(entry);
        if (healed.length === 0 && unread.length === 0 && !renamed) return;
        entry.timelineDirty = true;
        refreshSummary(entry, parts.myUserId);
        book.changed(roomId);
        if (healed.length > 0)
            parts.onHealed(
                entry,
                healed.filter((event) => event.senderId !== parts.myUserId),
            );
    };

    const retryState = async (entry: RoomEntry): Promise<boolean> => {
        let changed = false;
        for (const event of Object.values(entry.record.unreadState)) {
            const decrypted = await decryptor.decrypt(entry.record.roomId, event);
            changed = takeSealedState(entry.record, event, decrypted) || changed;
        }
        return changed;
    };

    parts.crypto.onRoomKeys((keys) => {
        const sessions = new Map<string, Set<string>>();
        for (const { roomId, sessionId } of keys) {
            sessions.set(roomId, (sessions.get(roomId) ?? new Set()).add(sessionId));
        }
        for (const [roomId, ids] of sessions) {
            const entry = book.get(roomId);
            if (entry !== null) void retry(entry, (event) => ids.has(event.sessionId ?? ""));
        }
    });
    const retrySenders = (changed: ReadonlySet<string>) => {
        for (const entry of book.all()) {
            const waits = (event: TimelineEvent) => isAboutDevice(event) && changed.has(event.senderId);
            if (entry.timeline.events.some(waits)) void retry(entry, waits);
        }
    };
    parts.crypto.onDevices((userIds) => {
        const changed = new Set(userIds);
        retrySenders(changed);
        // The machine joins sessions to their devices only after it has told of the devices.
        parts.clock.after(AFTER_DEVICES_MS, () => retrySenders(changed));
    });

    return {
        async retryAll() {
            for (const entry of book.all()) await retry(entry, () => true);
        },
        async retryRoom(roomId) {
            const entry = book.get(roomId);
            if (entry !== null) await retry(entry, () => true);
        },
    };
}
