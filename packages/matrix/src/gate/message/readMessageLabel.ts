import type { MarkingSnapshot, TimelineItemSnapshot } from "@valise/bridge";
import { covers, type Label, readLabel } from "@valise/labels";
import type { JsonObject } from "../../json.ts";
import { labelFieldOf, unmarkContent } from "./labelContent.ts";
import { markingSnapshot, strangerMarking } from "./markingSnapshot.ts";
import type { RoomLabels } from "./RoomLabels.ts";

/** What a message's content says of its label, and what it counts as in this room. */
export interface MessageLabel {
    /** Every decision and every way out goes by this one. Null while the room's own label is not known yet. */
    readonly label: Label | null;
    readonly labelled: TimelineItemSnapshot["labelled"];
    readonly marking: MarkingSnapshot | null;
    /** Some who read the room may not read this. */
    readonly aboveRoom: boolean;
}

/** Of what has no label, or in a room whose own is not known yet. */
export const noLabel: MessageLabel = { label: null, labelled: null, marking: null, aboveRoom: false };

/** Reads the label inside a decrypted content; missing or unreadable counts as the room's highest (labels SPEC 7.3). */
export function readMessageLabel(content: JsonObject, room: RoomLabels): MessageLabel {
    const { highest, registry, ownPolicy } = room;
    if (highest === null) return noLabel;
    const read = readLabel(labelFieldOf(content), highest, registry);
    const marking =
        read.kind === "unreadable" && read.marking !== undefined
            ? strangerMarking(read.marking, highest, registry)
            : markingSnapshot(read.label, registry, ownPolicy);
    const aboveRoom = read.kind === "stated" && !covers(highest, read.label, registry).ok;
    return { label: read.label, labelled: read.kind, marking, aboveRoom };
}

/** The content as our app shows it: without the mark that stands there for other clients. */
export function shownContent(content: JsonObject, { label, labelled }: MessageLabel, room: RoomLabels): JsonObject {
    return label === null || labelled !== "stated" ? content : unmarkContent(content, label, room.registry);
}
