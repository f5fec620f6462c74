import type { Clock } from "@valise/base";
import { asNumber, asObject, asString } from "../../json.ts";
import type { RecordStore } from "../../store/RecordStore.ts";

/** What was once made of a room's messages, by event, across restarts: history does not change its colour (decision 0005). */
export interface KeptVerdicts {
    /** Until it is loaded nothing is known, and nothing is kept. */
    readonly loaded: boolean;
    load(): Promise<void>;
    /** `ok` or a code; null where nothing is kept. */
    get(eventId: string): string | null;
    put(eventId: string, outcome: string, sentAtMs: number): void;
    /** Forgets what is about messages older than this; a chunk goes when all of it is. */
    forgetBefore(beforeMs: number): Promise<void>;
    flush(): Promise<void>;
}

interface Chunk {
    readonly outcomes: Map<string, string>;
    newestMs: number;
    dirty: boolean;
}

const CHUNK = 256;
const FLUSH_MS = 1_000;

/** Kept in chunks, so that one more verdict writes a few kilobytes and a start reads few records. */
export function createKeptVerdicts(store: RecordStore, clock: Clock, roomId: string): KeptVerdicts {
    const chunks = new Map<string, Chunk>();
    const all = new Map<string, string>();
    let loading: Promise<void> | null = null;
    let loaded = false;
    let scheduled = false;
    let last = 0;

    const nameOf = (number: number) => String(number).padStart(8, "0");
    const read = async () => {
        const found = await store.list("verdicts", roomId);
        for (const { key, value } of found.ok ? found.value.records : []) {
            const record = asObject(value);
            const outcomes = new Map<string, string>();
            for (const [eventId, outcome] of Object.entries(asObject(record?.outcomes) ?? {})) {
                const text = asString(outcome);
                if (text !== null) outcomes.set(eventId, text);
            }
            chunks.set(key.id, { outcomes, newestMs: asNumber(record?.newestMs) ?? 0, dirty: false });
            for (const [eventId, outcome] of outcomes) all.set(eventId, outcome);
            last = Math.max(last, Number(key.id));
        }
        loaded = true;
    };
    const openChunk = (): Chunk => {
        const current = chunks.get(nameOf(last));
        if (current !== undefined && current.outcomes.size < CHUNK) return current;
        if (current !== undefined) last++;
        const fresh: Chunk = { outcomes: new Map(), newestMs: 0, dirty: false };
        chunks.set(nameOf(last), fresh);
        return fresh;
    };
    const flush = async () => {
        scheduled = false;
        const dirty = [...chunks].filter(([, chunk]) => chunk.dirty);
        for (const [, chunk] of dirty) chunk.dirty = false;
        const puts = dirty.map(([id, { outcomes, newestMs }]) => {
            const value = { outcomes: Object.fromEntries(outcomes), newestMs };
            return { kind: "put", table: "verdicts", key: { group: roomId, id }, value } as const;
        });
        if (puts.length > 0) await store.write(puts, "relaxed");
    };

    return {
        get loaded() {
            return loaded;
        },
        load: () => {
            loading ??= read();
            return loading;
        },
        get: (eventId) => all.get(eventId) ?? null,
        put(eventId, outcome, sentAtMs) {
            if (!loaded || all.get(eventId) === outcome) return;
            const known = [...chunks.values()].find(({ outcomes }) => outcomes.has(eventId));
            const chunk = known ?? openChunk();
            chunk.outcomes.set(eventId, outcome);
            chunk.newestMs = Math.max(chunk.newestMs, sentAtMs);
            chunk.dirty = true;
            all.set(eventId, outcome);
            if (scheduled) return;
            scheduled = true;
            clock.after(FLUSH_MS, () => void flush());
        },
        async forgetBefore(beforeMs) {
            const old = [...chunks].filter(([, { newestMs }]) => newestMs < beforeMs);
            for (const [id, { outcomes }] of old) {
                chunks.delete(id);
                for (const eventId of outcomes.keys()) all.delete(eventId);
            }
            const deletions = old.map(
                ([id]) => ({ kind: "delete", table: "verdicts", key: { group: roomId, id } }) as const,
            );
            if (deletions.length > 0) await store.write(deletions, "relaxed");
        },
        flush,
    };
}
