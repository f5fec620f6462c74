import { createInOrder } from "@valise/base";
import { encodeBase64Url } from "@valise/clearance";
import { LOG_KEY, type LogEntry, type MergedLog, mergeLog, readLogEntry } from "@valise/crisis";
import { LABEL_KEY } from "@valise/labels";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

/** An entry and the message that brought it. */
export interface KeptEntry {
    readonly roomId: string;
    readonly eventId: string;
    readonly entry: LogEntry;
}

/** The logs of the rooms of this account: a hash chain an author, merged (crisis SPEC 16). */
export interface Logs {
    take(entry: RoomEntry, events: readonly TimelineEvent[]): Promise<void>;
    log(roomId: string): { readonly merged: MergedLog; readonly eventOf: (digest: string) => string };
    /** One's own last entry, also while it is on its way: the next one follows it. */
    lastOwn(roomId: string): LogEntry | undefined;
    /** One entry is written after another: each names the one before. */
    readonly inOrder: ReturnType<typeof createInOrder>;
    /** One's own entry was queued. */
    queued(roomId: string, entry: LogEntry): void;
    /** What the chains of a room's log are chained under. */
    crisisOf(roomId: string): Promise<string>;
    onChanged(listener: (roomId: string) => void): void;
    load(): Promise<void>;
}

export function createLogs(parts: Pick<CrisisParts, "store" | "community" | "me">): Logs {
    const table = createCrisisTable<KeptEntry>(parts.store, "log");
    const rooms = new Map<string, Map<string, KeptEntry>>();
    const queued = new Map<string, LogEntry>();
    const listeners: ((roomId: string) => void)[] = [];
    const crises = new Map<string, string>();

    const put = (kept: KeptEntry): boolean => {
        const room = rooms.get(kept.roomId) ?? new Map<string, KeptEntry>();
        rooms.set(kept.roomId, room);
        if (room.has(kept.entry.digest)) return false;
        room.set(kept.entry.digest, kept);
        return true;
    };
    const merged = (roomId: string): MergedLog => {
        const entries = [...(rooms.get(roomId)?.values() ?? [])].map(({ entry }) => entry);
        return mergeLog(entries, crises.get(roomId) ?? entries[0]?.wire.crisis ?? "");
    };
    const crisisOf = async (roomId: string): Promise<string> => {
        const known = crises.get(roomId);
        if (known !== undefined) return known;
        const digest = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(`log ${roomId}`));
        const made = encodeBase64Url(new Uint8Array(digest).subarray(0, 16));
        crises.set(roomId, made);
        return made;
    };

    return {
        async take(room, events) {
            const { roomId } = room.record;
            const context = parts.community.context();
            const fresh: KeptEntry[] = [];
            for (const event of events) {
                const isEntry = event.body === "decrypted" && event.type === "m.room.message";
                if (!isEntry || context === null || !Object.hasOwn(event.content, LOG_KEY)) continue;
                if (room.judge?.judge(event).verdict.kind === "refuse") continue;
                const { [LOG_KEY]: block, [LABEL_KEY]: label } = event.content;
                const read = await readLogEntry(context.crypto, event.senderId, block, label);
                if (!read.ok || read.value.wire.crisis !== (await crisisOf(roomId))) continue;
                const kept = { roomId, eventId: event.eventId, entry: read.value };
                if (put(kept)) fresh.push(kept);
            }
            await table.put(fresh.map((kept) => [`${roomId} ${kept.entry.digest}`, kept]));
            if (fresh.length > 0) for (const listener of listeners) listener(roomId);
        },
        log: (roomId) => ({
            merged: merged(roomId),
            eventOf: (digest) => rooms.get(roomId)?.get(digest)?.eventId ?? "",
        }),
        lastOwn(roomId) {
            const own = merged(roomId).entries.filter(({ author }) => author === parts.me.userId);
            const last = own.sort((a, b) => b.wire.seq - a.wire.seq)[0];
            const waiting = queued.get(roomId);
            return waiting !== undefined && waiting.wire.seq > (last?.wire.seq ?? 0) ? waiting : last;
        },
        inOrder: createInOrder(),
        queued: (roomId, entry) => void queued.set(roomId, entry),
        crisisOf,
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            for (const { value } of await table.list()) {
                put(value);
                await crisisOf(value.roomId);
            }
        },
    };
}
