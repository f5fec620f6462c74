import { err, ok, type Result } from "@valise/base";
import type { BroadcastStatus } from "../broadcast/wire.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { CRISIS_ROLE } from "./template.ts";
import { NO_DUFF_KEY, type Phase, type PhaseWire, phaseSchema } from "./wire.ts";

/** Reads `org.valise.phase` strictly (SPEC 14.4). */
export const parsePhase = (value: unknown): Result<PhaseWire, WireRefusal> => parseWire(phaseSchema, value);

export type PhaseRefusal =
    /** The author does not show `role:CRISIS`, or is of an agency that may not lead it. */
    | { readonly kind: "not-a-crisis-authority" }
    /** A sequence at or below the pinned one: a roll-back, which is shown. */
    | { readonly kind: "rolled-back"; readonly seq: number }
    | { readonly kind: "another-crisis" }
    /** An exercise stays one, and an actual crisis too. */
    | { readonly kind: "exercise-changed" }
    | { readonly kind: "start-changed" }
    | { readonly kind: "no-such-step"; readonly from: Phase | "none"; readonly to: Phase };

const steps: Readonly<Record<Phase | "none", readonly Phase[]>> = {
    none: ["alert", "response"],
    alert: ["alert", "response", "closed"],
    response: ["response", "recovery", "closed"],
    recovery: ["recovery", "response", "closed"],
    closed: [],
};

/** Who said it, by attestation, and what the room's charter fixes. */
export interface PhaseContext {
    readonly author: { readonly agency: string; readonly roles: readonly string[] };
    /** Agencies whose authorities may lead here: the charter's `admit`. */
    readonly authorities: readonly string[];
    readonly exercise: boolean;
}

/**
 * Whether a phase follows the pinned one (SPEC 14.5, by its table). The same phase again may change lead, name and note. Who
 * comes later begins with whatever stands then.
 */
export function decidePhase(
    pinned: PhaseWire | undefined,
    next: PhaseWire,
    { author, authorities, exercise }: PhaseContext,
): Result<PhaseWire, PhaseRefusal> {
    if (!author.roles.includes(CRISIS_ROLE) || !authorities.includes(author.agency))
        return err({ kind: "not-a-crisis-authority" });
    if (pinned !== undefined && next.crisis !== pinned.crisis) return err({ kind: "another-crisis" });
    if (pinned !== undefined && next.seq <= pinned.seq) return err({ kind: "rolled-back", seq: next.seq });
    if (next.exercise !== exercise || (pinned !== undefined && next.exercise !== pinned.exercise))
        return err({ kind: "exercise-changed" });
    if (pinned !== undefined && next.startedS !== pinned.startedS) return err({ kind: "start-changed" });
    if (pinned === undefined && next.seq > 1) return ok(next);
    const from = pinned?.phase ?? "none";
    return steps[from].includes(next.phase) ? ok(next) : err({ kind: "no-such-step", from, to: next.phase });
}

/** What stands on everything in a room: screens, messages, notifications, titles, exports. */
export type ExerciseMark = "none" | "exercise" | "no-duff" | "test";

/**
 * The mark of one message (SPEC 14.7): EXERCISE in a room whose charter says so, and on a broadcast that says so anywhere;
 * NO-DUFF on what is real in an exercise, because its author said so inside the ciphertext.
 */
export function exerciseMarkOf(
    room: { readonly exercise: boolean },
    content: Readonly<Record<string, unknown>>,
    broadcast?: BroadcastStatus,
): ExerciseMark {
    if (broadcast === "test") return "test";
    if (broadcast === "exercise") return "exercise";
    if (!room.exercise) return "none";
    const isReal = broadcast === "actual" || (Object.hasOwn(content, NO_DUFF_KEY) && content[NO_DUFF_KEY] === true);
    return isReal ? "no-duff" : "exercise";
}
