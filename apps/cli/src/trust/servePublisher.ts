import type { ClearanceTools } from "./clearanceTools.ts";
import { isStatusWaiting, offerAgain, type Published, publishStatus, type StatusPublisher } from "./publishStatus.ts";

/** How soon an officer's act is looked for, and a room that could not be reached tried again. */
const LOOK_MS = 1_000;
const RETRY_MS = 5_000;

export interface ServeParts {
    readonly everyMs: number;
    readonly signal: AbortSignal;
    onPublished(published: Published): void;
    /** A round failed; the next is tried. */
    onFailed(error: unknown): void;
}

/** Publishes now, then at every interval, and within about a second of an officer's act, until told to end. */
export async function servePublisher(
    publisher: StatusPublisher,
    tools: ClearanceTools,
    parts: ServeParts,
): Promise<void> {
    const { everyMs, signal } = parts;
    let [nextAtMs, retryAtMs] = [0, 0];
    let missed: readonly string[] = [];
    while (!signal.aborted) {
        const now = performance.now();
        try {
            if (now >= nextAtMs || (await isStatusWaiting(publisher, tools))) {
                const published = await publishStatus(publisher, tools);
                nextAtMs = now + everyMs;
                retryAtMs = now + RETRY_MS;
                missed = published.missed;
                parts.onPublished(published);
            } else if (missed.length > 0 && now >= retryAtMs) {
                missed = await offerAgain(publisher);
                retryAtMs = now + RETRY_MS;
            }
        } catch (error) {
            nextAtMs = now + RETRY_MS;
            parts.onFailed(error);
        }
        await pause(LOOK_MS, signal);
    }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(done, ms);
        function done() {
            clearTimeout(timer);
            signal.removeEventListener("abort", done);
            resolve();
        }
        signal.addEventListener("abort", done);
    });
}
