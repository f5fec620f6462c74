import type { Clock, EpochMs } from "@valise/base";
import type { ClearanceSnapshot, MarkingSnapshot } from "@valise/bridge";
import { createDerived } from "../../stores/createDerived.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";

/** One's own clearance at a glance, for the title bar and the strip above the conversation. */
export type ClearanceSummary =
    /** No community, or nothing to say: a person without clearance works as before. */
    | { readonly kind: "none" }
    | {
          readonly kind: "held";
          readonly marking: MarkingSnapshot;
          readonly untilMs: EpochMs;
          readonly endsSoon: boolean;
      }
    | { readonly kind: "refused"; readonly code: string };

/** From then on the strip says that it ends: time enough for an officer to renew it. */
export const soonMs = 14 * 86_400_000;

export function summariseClearance(own: ClearanceSnapshot | null, nowMs: number): ClearanceSummary {
    if (own === null || own.trust.state === "none") return { kind: "none" };
    if (own.state === "refused") return { kind: "refused", code: own.code ?? "ATT_MISSING" };
    if (own.state !== "held" || own.marking === null || own.expiresAtMs === null) return { kind: "none" };
    if (own.expiresAtMs <= nowMs) return { kind: "refused", code: "ATT_EXPIRED" };
    return { kind: "held", marking: own.marking, untilMs: own.expiresAtMs, endsSoon: own.expiresAtMs - nowMs < soonMs };
}

export function createClearanceSummary(
    clearance: ReadStore<ClearanceSnapshot | null>,
    clock: Clock,
): ViewModel<ClearanceSummary> {
    return createDerived([clearance], () => summariseClearance(clearance.getState(), clock.nowMs()));
}
