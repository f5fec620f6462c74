import type { MatrixHttp } from "../interop/matrixHttp.ts";

/** A room both plain clients are in, unencrypted: the raw limit has no client work in it. */
export async function openRawRoom(sender: MatrixHttp, reader: MatrixHttp): Promise<string> {
    const { room_id } = await sender.call("POST", "/createRoom", { invite: [reader.userId], preset: "private_chat" });
    const roomId = String(room_id);
    for (let attempt = 0; ; attempt++) {
        try {
            await reader.call("POST", `/join/${encodeURIComponent(roomId)}`);
            return roomId;
        } catch (error) {
            if (attempt === 20) throw error;
            await new Promise((resolve) => setTimeout(resolve, 500));
        }
    }
}

/** Waits on the server for what is new in one room; answers event ids, none when only something else was new. */
export type LongPoll = () => Promise<readonly string[]>;

interface SyncAnswer {
    readonly next_batch: string;
    readonly rooms?: { readonly join?: Record<string, { readonly timeline: { readonly events: RawEvent[] } }> };
}
interface RawEvent {
    readonly event_id: string;
}

const WAIT_MS = 10_000;

/** `/sync` as every server has it. */
export async function openSyncPoll(reader: MatrixHttp, roomId: string): Promise<LongPoll> {
    const filter = encodeURIComponent(JSON.stringify({ presence: { types: [] }, account_data: { types: [] } }));
    let since = String((await reader.call("GET", `/sync?timeout=0&filter=${filter}`)).next_batch);
    return async () => {
        const path = `/sync?timeout=${WAIT_MS}&since=${since}&filter=${filter}`;
        const answer = (await reader.call("GET", path)) as unknown as SyncAnswer;
        since = answer.next_batch;
        return (answer.rooms?.join?.[roomId]?.timeline.events ?? []).map(({ event_id }) => event_id);
    };
}

interface SlidingAnswer {
    readonly pos: string;
    readonly rooms?: Record<string, { readonly timeline?: RawEvent[] }>;
}

/** Simplified sliding sync (MSC4186), which the engine uses: one list and one subscription. */
export async function openSlidingPoll(reader: MatrixHttp, roomId: string, waitMs = WAIT_MS): Promise<LongPoll> {
    let pos = "";
    const shape = { timeline_limit: 1, required_state: [] };
    const body = { lists: { all: { ranges: [[0, 19]], ...shape } }, room_subscriptions: { [roomId]: shape } };
    const ask = async (timeoutMs: number) => {
        const path = `/../unstable/org.matrix.simplified_msc3575/sync?timeout=${timeoutMs}${pos}`;
        const answer = (await reader.call("POST", path, body)) as unknown as SlidingAnswer;
        pos = `&pos=${encodeURIComponent(answer.pos)}`;
        return (answer.rooms?.[roomId]?.timeline ?? []).map(({ event_id }) => event_id);
    };
    for (let settling = 0; settling < 3; settling++) await ask(0);
    return () => ask(waitMs);
}

/** Keeps listening as every messenger does, so that a server also answers the one who sends. Ends within a second. */
export async function keepListening(http: MatrixHttp, roomId: string): Promise<AsyncDisposable> {
    const poll = await openSlidingPoll(http, roomId, 1_000);
    let stopped = false;
    const listening = (async () => {
        while (!stopped) await poll();
    })();
    return {
        async [Symbol.asyncDispose]() {
            stopped = true;
            await listening;
        },
    };
}

/** PUT by one plain client to the answer of the other's long-poll, in ms, of one message of `sizeBytes`. */
export async function measureRawLatency(
    sender: MatrixHttp,
    roomId: string,
    poll: LongPoll,
    sizeBytes: number,
): Promise<number> {
    const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${crypto.randomUUID()}`;
    const startedMs = performance.now();
    const sent = sender.call("PUT", path, { msgtype: "m.text", body: "x".repeat(sizeBytes) });
    for (;;) {
        const seen = await poll();
        const tookMs = performance.now() - startedMs;
        // Something else was new, or what is left of the message before.
        if (seen.length === 0 || !seen.includes(String((await sent).event_id))) continue;
        return tookMs;
    }
}
