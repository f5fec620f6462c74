import { type EpochMs, epochMs } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { CarryFailure } from "./OutboxCarrier.ts";
import { parseRetryAfter } from "./retryAfter.ts";

/** What a failed attempt means for its entry and for those behind it. */
export type CarryVerdict = {
    /** True when the server may have it all the same: the same bytes must be sent again, or it must be looked for. */
    readonly unclear: boolean;
    readonly failure: EngineFailure;
} & (
    | { readonly kind: "permanent" }
    /** The connection or the whole server: nothing else is tried meanwhile. */
    | { readonly kind: "server"; readonly waitMs: number | null }
    /** This entry; those behind it in the room wait, other rooms go on. */
    | { readonly kind: "entry" }
    /** Until `wake`. */
    | { readonly kind: "not-ready" }
    /** Until the session is up again. */
    | { readonly kind: "signed-out"; readonly soft: boolean }
    | { readonly kind: "cancelled" }
);

/** Tells passing from permanent (acceptance F04 to F06). Pure; `nowMs` only reads dates of Retry-After. */
export function classifyCarry(failure: CarryFailure, nowMs: EpochMs): CarryVerdict {
    switch (failure.kind) {
        case "answered":
            return classifyAnswer(failure, nowMs);
        case "no-answer":
            return { kind: "server", waitMs: null, unclear: failure.reached, failure: { kind: "server-unreachable" } };
        case "not-sealed":
            return {
                kind: "entry",
                unclear: false,
                failure: { kind: isNobody(failure) ? "encryption-not-ready" : "server-unreachable" },
            };
        case "not-ready":
            return { kind: "not-ready", unclear: false, failure: { kind: "encryption-not-ready" } };
        case "refused":
            return { kind: "permanent", unclear: false, failure: failure.failure };
        case "cancelled":
            return { kind: "cancelled", unclear: true, failure: { kind: "cancelled" } };
    }
}

/** Nobody named has a device that may read it. */
const isNobody = ({ cause }: CarryFailure & { kind: "not-sealed" }) => cause === null;

function classifyAnswer(answer: CarryFailure & { kind: "answered" }, nowMs: EpochMs): CarryVerdict {
    const { status, errcode } = answer;
    const waitMs = parseRetryAfter(answer.retryAfterMs, answer.retryAfter, nowMs);
    if (status === 429 || errcode === "M_LIMIT_EXCEEDED") {
        const retryAtMs = epochMs(nowMs + (waitMs ?? 0));
        return { kind: "server", waitMs, unclear: false, failure: { kind: "rate-limited", retryAtMs } };
    }
    if (status === 413 || errcode === "M_TOO_LARGE") {
        const limitBytes = answer.limitBytes ?? null;
        return { kind: "permanent", unclear: false, failure: { kind: "too-large", limitBytes } };
    }
    // Only a Matrix error object is the homeserver's own word: a gateway's or captive portal's page is not.
    if (errcode === null || status < 400 || status >= 500 || status === 408 || status === 425) {
        const failure: EngineFailure = { kind: "server-error", status };
        if (status === 503 && waitMs !== null) return { kind: "server", waitMs, unclear: true, failure };
        return { kind: "entry", unclear: true, failure };
    }
    if (errcode === "M_UNKNOWN_TOKEN" || errcode === "M_MISSING_TOKEN") {
        const soft = answer.softLogout === true;
        return { kind: "signed-out", soft, unclear: false, failure: { kind: "signed-out-by-server", soft } };
    }
    return { kind: "permanent", unclear: false, failure: describeRefusal(status, errcode) };
}

function describeRefusal(status: number, errcode: string): EngineFailure {
    if (errcode === "M_USER_LOCKED") return { kind: "account-locked" };
    if (errcode === "M_USER_DEACTIVATED") return { kind: "account-deactivated" };
    return status === 404 || errcode === "M_NOT_FOUND" ? { kind: "not-found" } : { kind: "not-allowed", errcode };
}
