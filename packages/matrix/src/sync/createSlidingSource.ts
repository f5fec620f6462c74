import type { SyncSource } from "./createSyncLoop.ts";
import type { SyncPosition } from "./SyncUpdate.ts";
import {
    buildSlidingRequest,
    firstWindow,
    growWindow,
    isWhole,
    parseSlidingAnswer,
    type SlidingWindow,
    slidingSyncPath,
} from "./slidingSync.ts";

const POLL_MS = 25_000;
const GRACE_MS = 20_000;
/** After a restart with every room known, the whole list is followed from the first question on. */
const RESUMED_WINDOW = 1_000;

/** Simplified sliding sync (MSC4186): a screenful of rooms first, the others in the background. */
export function createSlidingSource(from: SyncPosition | null): SyncSource {
    let pos = from?.pos ?? null;
    let toDevicePos = from?.toDevicePos ?? null;
    let window: SlidingWindow = from?.all === true ? { size: RESUMED_WINDOW, total: null } : firstWindow;
    let nextWindow = window;
    let established: ReadonlySet<string> = new Set();

    return {
        kind: "sliding",
        async ask(http, subscriptions, atOnce, signal) {
            const fresh = [...subscriptions].some((roomId) => !established.has(roomId));
            const timeoutMs = pos === null || fresh || atOnce || !isWhole(window) ? 0 : POLL_MS;
            const answer = await http.request("POST", slidingSyncPath, {
                query: { timeout: String(timeoutMs), ...(pos === null ? {} : { pos }) },
                body: buildSlidingRequest(window, pos === null, [...subscriptions], toDevicePos),
                timeoutMs: timeoutMs + GRACE_MS,
                signal,
            });
            if (!answer.ok) return answer.error;
            const parsed = parseSlidingAnswer(answer.value, window, toDevicePos);
            if (parsed === null) return { update: null };
            nextWindow = growWindow(parsed.window);
            return { update: parsed.update };
        },
        advance(update, subscriptions) {
            ({ pos, toDevicePos } = update.position);
            window = nextWindow;
            established = subscriptions;
        },
        restart() {
            pos = null;
            window = firstWindow;
            established = new Set();
        },
    };
}
