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

interface SyncAnswer {
    readonly next_batch: string;
    readonly rooms?: {
        readonly join?: Record<string, { readonly timeline: { readonly events: { readonly event_id: string }[] } }>;
    };
}

/** PUT by one plain client to the answer of the other's long-poll, in ms, for each of `count` messages of `sizeBytes`. */
export async function measureRawLatency(
    sender: MatrixHttp,
    reader: MatrixHttp,
    roomId: string,
    count: number,
    sizeBytes: number,
): Promise<number[]> {
    const filter = encodeURIComponent(JSON.stringify({ presence: { types: [] }, account_data: { types: [] } }));
    const poll = async (since: string, timeoutMs: number) =>
        (await reader.call(
            "GET",
            `/sync?timeout=${timeoutMs}&since=${since}&filter=${filter}`,
        )) as unknown as SyncAnswer;
    let since = String((await reader.call("GET", `/sync?timeout=0&filter=${filter}`)).next_batch);
    const samples: number[] = [];
    for (let i = 0; i < count; i++) {
        const seen = new Set<string>();
        const startedMs = performance.now();
        const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${crypto.randomUUID()}`;
        const sent = sender.call("PUT", path, { msgtype: "m.text", body: "x".repeat(sizeBytes) });
        while (seen.size === 0) {
            const answer = await poll(since, 10_000);
            since = answer.next_batch;
            for (const event of answer.rooms?.join?.[roomId]?.timeline.events ?? []) seen.add(event.event_id);
        }
        samples.push(performance.now() - startedMs);
        await sent;
    }
    return samples;
}
