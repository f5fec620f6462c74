import type { MarkingSnapshot, TimelineItemSnapshot } from "@valise/bridge";
import { type Label, readLabel } from "@valise/labels";
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
}

const unknownYet: MessageLabel = { label: null, labelled: null, marking: null };

/** Reads the label inside a decrypted content; missing or unreadable counts as the room's highest (labels SPEC 7.3). */
export function readMessageLabel(content: JsonObject, room: RoomLabels): MessageLabel {
    const { highest, registry, ownPolicy } = room;
    if (highest === null) return unknownYet;
    const read = readLabel(labelFieldOf(content), highest, registry);
    const marking =
        read.kind === "unreadable" && read.marking !== undefined
            ? strangerMarking(read.marking, highest, registry)
            : markingSnapshot(read.label, registry, ownPolicy);
    return { label: read.label, labelled: read.kind, marking };
}

/** The content as our app shows it: without the mark that stands there for other clients. */
export function shownContent(content: JsonObject, { label, labelled }: MessageLabel, room: RoomLabels): JsonObject {
    return label === null || labelled !== "stated" ? content : unmarkContent(content, label, room.registry);
}
