import type { SyncSource } from "./createSyncLoop.ts";
import type { SyncPosition } from "./SyncUpdate.ts";
import { buildV2Query, parseV2Answer, v2SyncPath } from "./syncV2.ts";

const POLL_MS = 25_000;
const GRACE_MS = 20_000;
/** The first answer holds every room: a server may take minutes over it. */
const FIRST_GRACE_MS = 180_000;

/** `/sync`, for servers without sliding sync. */
export function createV2Source(from: SyncPosition | null): SyncSource {
    let pos = from?.pos ?? null;
    let established: ReadonlySet<string> = new Set();
    return {
        kind: "v2",
        async ask(http, subscriptions, atOnce, signal) {
            const fresh = [...subscriptions].some((roomId) => !established.has(roomId));
            const timeoutMs = pos === null || fresh || atOnce ? 0 : POLL_MS;
            const answer = await http.request("GET", v2SyncPath, {
                query: buildV2Query(pos, timeoutMs),
                timeoutMs: timeoutMs + (pos === null ? FIRST_GRACE_MS : GRACE_MS),
                signal,
            });
            return answer.ok ? { update: parseV2Answer(answer.value, pos === null) } : answer.error;
        },
        advance(update, subscriptions) {
            pos = update.position.pos;
            established = subscriptions;
        },
        restart() {
            pos = null;
        },
    };
}
