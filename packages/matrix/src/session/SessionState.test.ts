import { epochMs } from "@valise/base";
import type { ConnectionSnapshot, SessionSnapshot } from "@valise/bridge";
import { expect, it } from "vitest";
import { buildSessionSnapshot, createSessionState, isOnlyHeard } from "./SessionState.ts";

const snapshot = (connection: Partial<ConnectionSnapshot>, more: Partial<SessionSnapshot> = {}): SessionSnapshot => ({
    ...buildSessionSnapshot(createSessionState(), null),
    connection: { state: "online", sinceMs: epochMs(1), lastHeardMs: epochMs(5), retryAtMs: null, ...connection },
    ...more,
});

it("takes for minor that the server was heard once more, and nothing else", () => {
    const last = snapshot({});
    const later = { lastHeardMs: epochMs(9) };
    expect(isOnlyHeard(last, snapshot(later))).toBe(true);
    expect(isOnlyHeard(last, snapshot(later, { failure: { kind: "server-unreachable" } }))).toBe(false);
    expect(isOnlyHeard(last, snapshot(later, { clockDifferenceMs: 600_000 }))).toBe(false);
    expect(isOnlyHeard(last, snapshot({ ...later, state: "offline" }))).toBe(false);
    // Offline it stands on the screen.
    const offline = { state: "offline" } as const;
    expect(isOnlyHeard(snapshot(offline), snapshot({ ...offline, ...later }))).toBe(false);
});
