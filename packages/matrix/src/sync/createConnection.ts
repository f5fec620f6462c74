import { type Clock, epochMs } from "@valise/base";
import type { ConnectionSnapshot } from "@valise/bridge";

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 10_000;

/** How the session stands to its homeserver, and how long it waits before it tries again. */
export interface Connection {
    snapshot(): ConnectionSnapshot;
    clockDifferenceMs(): number | null;
    connecting(): void;
    online(): void;
    /** The server answered something, whatever it was asked. */
    heard(dateHeader: string | null): void;
    /** A failed attempt; answers how long to wait, with jitter. `atLeastMs` is what the server asked for. */
    failed(atLeastMs: number): number;
    idle(): void;
}

export function createConnection(clock: Clock, changed: () => void): Connection {
    let current: ConnectionSnapshot = { state: "idle", sinceMs: clock.nowMs(), lastHeardMs: null, retryAtMs: null };
    let failures = 0;
    let clockDifferenceMs: number | null = null;

    const set = (next: Partial<ConnectionSnapshot>) => {
        const moved = next.state !== undefined && next.state !== current.state;
        current = { ...current, ...next, ...(moved ? { sinceMs: clock.nowMs() } : {}) };
        changed();
    };
    return {
        snapshot: () => current,
        clockDifferenceMs: () => clockDifferenceMs,
        connecting: () => set({ state: "connecting", retryAtMs: null }),
        online() {
            failures = 0;
            if (current.state !== "online") set({ state: "online", retryAtMs: null });
        },
        heard(dateHeader) {
            const nowMs = clock.nowMs();
            const serverMs = Date.parse(dateHeader ?? "");
            if (Number.isFinite(serverMs)) clockDifferenceMs = serverMs - nowMs;
            // Once in ten seconds is enough for "last heard", and spares the page a patch per request.
            if (current.lastHeardMs === null || nowMs - current.lastHeardMs > 10_000) set({ lastHeardMs: nowMs });
        },
        failed(atLeastMs) {
            const backoff = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
            failures++;
            const waitMs = Math.max(atLeastMs, backoff * (0.75 + Math.random() * 0.25));
            set({ state: "offline", retryAtMs: epochMs(clock.nowMs() + waitMs) });
            return waitMs;
        },
        idle: () => set({ state: "idle", retryAtMs: null }),
    };
}
