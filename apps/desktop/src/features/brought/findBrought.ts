import { covers, type FoundMarking, findMarkings, formatMarking, type Label, parseLabel } from "@valise/labels";
import { shippedRegistry as registry } from "../../labels/shippedRegistry.ts";

/** A marking that a text brought along and that is above what the room may hold. */
export interface FoundAbove {
    readonly kind: FoundMarking["kind"];
    readonly line: number;
    /** As the policy writes it. */
    readonly text: string;
}

/**
 * The first marking in a text that a room with this label (null: none) may not hold. In a room without a label that is
 * anything above its policy's lowest level; in one whose policy is not shipped, any marking.
 */
export function findBrought(text: string, room: { readonly label: string | null } | null): FoundAbove | null {
    const held = room?.label == null ? null : parseLabel(room.label, registry);
    const isAbove = (label: Label): boolean => {
        if (room === null) return !isLowest(label);
        return held === null || !held.ok || !covers(held.value, label, registry).ok;
    };
    for (const found of findMarkings(text, registry)) {
        const worst = found.candidates.find(isAbove);
        if (worst === undefined) continue;
        return { kind: found.kind, line: found.line, text: formatMarking(worst, { form: "banner" }, registry) };
    }
    return null;
}

function isLowest(label: Label): boolean {
    return registry.policy(label.policy)?.levels[0]?.id === label.level;
}
