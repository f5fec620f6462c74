import { type Clock, epochMs } from "@valise/base";
import type { ConnectionSnapshot } from "@valise/bridge";

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 10_000;
/** Two answers say the time to a second; so much is another clock. */
const CLOCK_STEP_MS = 10_000;

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
    let toldDifferenceMs: number | null = null;

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
            current = { ...current, lastHeardMs: nowMs };
            // "Last heard" is looked at when nothing is heard any more: what tells of that tells of both.
            const movedMs = (clockDifferenceMs ?? 0) - (toldDifferenceMs ?? 0);
            if (Math.abs(movedMs) < CLOCK_STEP_MS && current.state !== "offline") return;
            toldDifferenceMs = clockDifferenceMs;
            changed();
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
