import { err, ok, type Result } from "@valise/base";
import type { MessageCode } from "@valise/bridge";
import {
    type Clearance,
    covers,
    decideSend,
    type Label,
    labelsOfferable,
    parseLabel,
    type RoomMarking,
    type SendRefusal,
} from "@valise/labels";
import type { RoomLabels } from "./RoomLabels.ts";

/** What is asked of the label of something about to leave. */
export interface OutgoingLabel {
    /** Short notation; null: as what it replaces, else the first the composer offers. */
    readonly wanted: string | Label | null;
    /** The label of the message that an edit replaces. */
    readonly replaces: Label | null;
    /** The label of words of another room that go along: whoever reads the message must be allowed to read those. */
    readonly quotes?: Label | null;
}

export type LabelledRoom = RoomLabels & { readonly label: Label };

/**
 * The label a message leaves under, or the code of why it does not leave: not above the room, not above its sender, not
 * above the ceiling (labels SPEC 6.5), and an edit never below what it replaces, an answer never below what it quotes of
 * another room. Asked before it is queued and again when it is sealed.
 */
export function decideOutgoing(
    asked: OutgoingLabel,
    sender: Clearance | undefined,
    room: LabelledRoom,
): Result<Label, MessageCode> {
    const { replaces, quotes = null } = asked;
    const fits = (label: Label) => decideSend(label, sender, roomMarking(room), room.registry);
    // Where the room may not hold what is quoted, no label of the answer helps: refused as forwarding it is.
    const carried = quotes === null ? ok() : fits(quotes);
    if (!carried.ok) return err(sendCodeOf(carried.error));
    const chosen = chooseLabel(asked, sender, room);
    if (!chosen.ok) return chosen;
    const label = chosen.value;
    const decided = fits(label);
    if (!decided.ok) return err(sendCodeOf(decided.error));
    if (replaces !== null && !covers(label, replaces, room.registry).ok) return err("LBL_LOWERED");
    if (quotes !== null && !covers(label, quotes, room.registry).ok) return err("LBL_BELOW_QUOTE");
    return ok(label);
}

export function roomMarking({ label, ceilingLevel }: LabelledRoom): RoomMarking {
    return ceilingLevel === null ? { label } : { label, ceilingLevel };
}

export function sendCodeOf(refusal: SendRefusal): MessageCode {
    switch (refusal.kind) {
        case "above-room":
            return "LBL_ABOVE_ROOM";
        case "above-clearance":
            return "LBL_ABOVE_CLEARANCE";
        case "above-ceiling":
            return "LBL_ABOVE_CEILING";
        case "no-clearance":
            return "LBL_NO_CLEARANCE";
    }
}

function chooseLabel(
    { wanted, replaces, quotes = null }: OutgoingLabel,
    sender: Clearance | undefined,
    room: LabelledRoom,
): Result<Label, MessageCode> {
    if (typeof wanted === "string") {
        const parsed = parseLabel(wanted, room.registry);
        return parsed.ok ? parsed : err("LBL_UNKNOWN");
    }
    if (wanted !== null) return ok(wanted);
    if (replaces !== null) return ok(replaces);
    // Where nothing is offered, the room's own label is refused for the reason that holds for all.
    const { offered } = labelsOfferable(sender, roomMarking(room), room.registry);
    const first = quotes === null ? offered[0] : offered.find((one) => covers(one, quotes, room.registry).ok);
    return ok(first ?? quotes ?? room.label);
}
