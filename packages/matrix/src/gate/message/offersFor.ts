import type { GateSnapshot, NotOfferedSnapshot } from "@valise/bridge";
import { type Clearance, displayMarking, type LabelRefusal, labelsOfferable, type SendRefusal } from "@valise/labels";
import { type LabelledRoom, roomMarking } from "./decideOutgoing.ts";
import { markingSnapshot } from "./markingSnapshot.ts";

/** What the composer offers in a room, highest first, and why not the rest (labels SPEC 6.6). */
export function offersFor(
    sender: Clearance | undefined,
    room: LabelledRoom,
): Pick<GateSnapshot, "offered" | "notOffered"> {
    const { registry, ownPolicy, label } = room;
    const { offered, withheld } = labelsOfferable(sender, roomMarking(room), registry);
    return {
        offered: offered.map((one) => markingSnapshot(one, registry, ownPolicy)),
        notOffered: withheld.map(({ level, refusal }) => ({
            level,
            text: displayMarking({ policy: label.policy, level, categories: {} }, registry).text,
            reason: reasonOf(refusal),
        })),
    };
}

function reasonOf(refusal: SendRefusal | LabelRefusal): NotOfferedSnapshot["reason"] {
    switch (refusal.kind) {
        case "above-room":
        case "above-clearance":
        case "above-ceiling":
        case "no-clearance":
            return refusal.kind;
        default:
            return "not-possible";
    }
}
