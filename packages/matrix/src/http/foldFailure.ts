import { type Clock, epochMs } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { HttpFailure } from "./HttpFailure.ts";

/** What a failed request means to a person. Words are chosen in the app. */
export function foldFailure(failure: HttpFailure, clock: Clock): EngineFailure {
    if (failure.kind === "cancelled" || failure.kind === "no-answer") return { kind: "server-unreachable" };
    const { status, errcode } = failure;
    if (status === 429) {
        const waitMs = failure.retryAfterMs ?? secondsOf(failure.retryAfter) ?? 1000;
        return { kind: "rate-limited", retryAtMs: epochMs(clock.nowMs() + waitMs) };
    }
    if (errcode === "M_UNKNOWN_TOKEN") return { kind: "signed-out-by-server", soft: failure.softLogout };
    if (errcode === "M_USER_LOCKED") return { kind: "account-locked" };
    if (errcode === "M_USER_DEACTIVATED") return { kind: "account-deactivated" };
    if (errcode === "M_TOO_LARGE" || status === 413) return { kind: "too-large", limitBytes: null };
    if (errcode === "M_NOT_FOUND") return { kind: "not-found" };
    if (errcode !== null && status >= 400 && status < 500) return { kind: "not-allowed", errcode };
    return { kind: "server-error", status };
}

function secondsOf(header: string | null): number | null {
    const seconds = Number(header ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds * 1000 : null;
}
