import type { ExpirySnapshot } from "@valise/bridge";
import { expiryStage } from "@valise/provisioning";

/** The step of the ladder that an account has reached; `null` while its last day is far, or where it has none. */
export function buildExpirySnapshot(expires: string | null, nowMs: number): ExpirySnapshot | null {
    const stage = expires === null ? null : expiryStage(expires, nowMs);
    if (stage === null || stage.kind === "far") return null;
    if (stage.kind === "ended") return { stage: "ended", daysLeft: 0 };
    return { stage: stage.withinDays, daysLeft: stage.daysLeft };
}
