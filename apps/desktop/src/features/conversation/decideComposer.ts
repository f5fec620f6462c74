import type { GateSnapshot, MarkingSnapshot, TimelineSnapshot } from "@valise/bridge";
import type { Brought } from "../brought/createBroughtViewModel.ts";
import type { WritingContext } from "./createComposerViewModel.ts";

export interface LabelChoices {
    readonly offered: readonly MarkingSnapshot[];
    readonly selected: MarkingSnapshot | undefined;
}

/**
 * What may be chosen for the next message. An edit is offered its own label and what stands before it in the engine's
 * order, highest first: an edit never lowers, and the engine refuses what this order cannot tell. An answer that quotes
 * another room is offered what covers those words.
 */
export function choicesOf(gate: GateSnapshot, context: WritingContext | null, chosen: string | null): LabelChoices {
    const labelled = gate.offered.filter((marking) => marking.label !== null);
    const isEdit = context?.kind === "edit";
    if (context?.kind === "quote") {
        const carrying = labelled.filter(context.carries);
        return { offered: carrying, selected: carrying.find(({ label }) => label === chosen) ?? carrying[0] };
    }
    const own = isEdit ? labelled.findIndex((marking) => marking.label === context.label) : -1;
    const offered = isEdit && own >= 0 ? labelled.slice(0, own + 1) : labelled;
    const byDefault = isEdit && own >= 0 ? offered[own] : offered[0];
    return { offered, selected: offered.find((marking) => marking.label === chosen) ?? byDefault };
}

/** Why nothing can be written (`closed`), or why sending waits while writing goes on (`waits`). */
export type ComposerBar =
    | { readonly kind: "open" }
    | {
          readonly kind: "closed";
          readonly why: "not-encrypted" | "not-joined" | "gate" | "not-mine" | "nothing-offered";
      }
    | { readonly kind: "waits"; readonly why: "checking" | "confirm" | "brought" | "looking" };

export function decideComposer(
    mode: TimelineSnapshot["composer"],
    gate: GateSnapshot | null,
    brought: Brought | null,
): ComposerBar {
    if (mode === "not-encrypted" || mode === "not-joined") return { kind: "closed", why: mode };
    if (gate?.state === "refused") return { kind: "closed", why: "gate" };
    if (gate?.state === "ready" && !gate.mine.reads) return { kind: "closed", why: "not-mine" };
    if (gate?.state === "ready" && gate.offered.length === 0) return { kind: "closed", why: "nothing-offered" };
    if (brought !== null) return { kind: "waits", why: brought.kind === "checking" ? "looking" : "brought" };
    if (mode === "checking" || gate?.state === "checking") return { kind: "waits", why: "checking" };
    return (gate?.toConfirm ?? null) !== null ? { kind: "waits", why: "confirm" } : { kind: "open" };
}
