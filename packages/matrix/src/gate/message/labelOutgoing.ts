import { err, ok, type Result } from "@valise/base";
import type { MessageCode } from "@valise/bridge";
import { type Clearance, formatLabel, LABEL_KEY, type Label, parseLabelWire } from "@valise/labels";
import { asString, type JsonObject } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { isLabelled, type MessageGate } from "./createMessageGate.ts";
import { decideOutgoing, type LabelledRoom } from "./decideOutgoing.ts";
import { labelContent } from "./labelContent.ts";
import { quotedFieldOf } from "./quotedWords.ts";

/** What a message is queued with: its room, its content, and the label asked for. */
export interface Outgoing {
    readonly content: JsonObject;
    /** Short notation, or a label that is kept; null: as what it replaces, else the default. */
    readonly wanted: string | Label | null;
    readonly replaces: Label | null;
    /** Of words of another room that it takes along. */
    readonly quotes?: Label | null;
}

/**
 * The content as it is queued, under its label. In an unlabelled room it is the content itself. While the charter is still
 * being verified the wish is kept in the label's place, and decided when the message is sealed.
 */
export function labelForQueue(gate: MessageGate, roomId: string, outgoing: Outgoing): Result<JsonObject, MessageCode> {
    const { content, wanted, quotes = null } = outgoing;
    const room = gate.labelsOf(roomId);
    if (room === null) return wanted === null && quotes === null ? ok(content) : err("LBL_ROOM_UNLABELLED");
    if (isLabelled(room)) return labelled(gate.clearance(roomId), room, outgoing);
    if (wanted === null) return ok(content);
    const wish = typeof wanted === "string" ? wanted : formatLabel(wanted, room.registry);
    return ok({ ...content, [LABEL_KEY]: wish });
}

/**
 * Decided again at the moment of sealing: the room's label, the sender's clearance or the replaced message may be others
 * now. `checking`: nothing is sealed before the charter is verified.
 */
export function labelForSeal(
    gate: MessageGate,
    roomId: string,
    content: JsonObject,
    replaces: Label | null,
): Result<JsonObject, MessageCode | "checking"> {
    const field = content[LABEL_KEY];
    const quoted = quotedFieldOf(content);
    const room = gate.labelsOf(roomId);
    if (room === null) return field === undefined && quoted === undefined ? ok(content) : err("LBL_ROOM_UNLABELLED");
    if (!isLabelled(room)) return err("checking");
    const quotes = quoted === undefined ? ok(null) : parseLabelWire(quoted, room.registry);
    if (!quotes.ok) return err("LBL_UNKNOWN");
    const { [LABEL_KEY]: _, ...bare } = content;
    if (field === undefined || typeof field === "string") {
        const outgoing = { content: bare, wanted: asString(field), replaces, quotes: quotes.value };
        return labelled(gate.clearance(roomId), room, outgoing);
    }
    const kept = parseLabelWire(field, room.registry);
    if (!kept.ok) return err("LBL_UNKNOWN");
    const asked = { wanted: kept.value, replaces, quotes: quotes.value };
    const decided = decideOutgoing(asked, gate.clearance(roomId), room);
    return decided.ok ? ok(content) : decided;
}

/** The label of a message as it stands now: its newest edit's, where that counts. */
export function labelNow(entry: RoomEntry | null, eventId: string): Label | null {
    const judge = entry?.judge ?? null;
    const target = entry?.timeline.get(eventId) ?? null;
    if (entry === null || judge === null || target === null || target.body !== "decrypted") return null;
    return judge.judge(newestOf(entry, target)).label;
}

/** The newest edit of a message that counts; the message itself where there is none. */
export function newestOf({ timeline, judge }: RoomEntry, target: TimelineEvent): TimelineEvent {
    let shown = target;
    for (const event of timeline.events) {
        const { relation } = event;
        if (relation?.kind !== "edit" || relation.eventId !== target.eventId) continue;
        if (event.senderId !== target.senderId || event.body !== target.body || event.redactedBy !== null) continue;
        if (judge === null || judge.mayReplace(shown, event) === true) shown = event;
    }
    return shown;
}

function labelled(
    sender: Clearance | undefined,
    room: LabelledRoom,
    { content, wanted, replaces, quotes = null }: Outgoing,
): Result<JsonObject, MessageCode> {
    const decided = decideOutgoing({ wanted, replaces, quotes }, sender, room);
    if (!decided.ok) return decided;
    const made = labelContent(content, decided.value, room.registry);
    return made.ok ? made : err("LBL_UNKNOWN");
}
