import type { EngineFailure, LockHolderSnapshot } from "@valise/bridge";
import type { LockHolder, ServerFailure } from "@valise/provisioning";
import { failureOf } from "../gate/holder/refusals.ts";

/** What the homeserver answered an administrator, as the engine says it of every other request. */
export function foldServerFailure(failure: ServerFailure): EngineFailure {
    switch (failure.kind) {
        case "no-answer":
            return { kind: "server-unreachable" };
        case "not-admin":
            return failureOf({ code: "ADMIN_NOT_SERVER_ADMIN" });
        case "not-a-homeserver":
            return { kind: "not-a-matrix-server" };
        case "refused":
            return failure.errcode === null || failure.status >= 500
                ? { kind: "server-error", status: failure.status }
                : { kind: "not-allowed", errcode: failure.errcode };
    }
}

export function describeHolder({ owner, sinceMs, lastSignMs }: LockHolder): LockHolderSnapshot {
    return { kind: "locked", owner, sinceMs, lastSignMs };
}
