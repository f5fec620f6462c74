import type { MarkingSnapshot, RoomRowSnapshot } from "@valise/bridge";
import { covers, parseLabel } from "@valise/labels";
import { shippedRegistry as registry } from "../../labels/shippedRegistry.ts";

/**
 * Rooms that may hold a copy under the same label. What is labelled never goes into a room without one; a label of a
 * policy that is not shipped goes only where exactly that label stands. The engine judges again, and its word counts.
 */
export function decideTargets(
    marking: MarkingSnapshot | null,
    fromRoomId: string,
    rooms: readonly RoomRowSnapshot[],
): readonly RoomRowSnapshot[] {
    return rooms.filter((room) => room.roomId !== fromRoomId && mayTake(room, marking));
}

/** The message's own room, where a copy is for those who came later: they were given no older key (protocol 6). */
export function decideAgain(
    marking: MarkingSnapshot | null,
    fromRoomId: string,
    rooms: readonly RoomRowSnapshot[],
): RoomRowSnapshot | null {
    return rooms.find((room) => room.roomId === fromRoomId && mayTake(room, marking)) ?? null;
}

function mayTake({ membership, kind, marking: own }: RoomRowSnapshot, message: MarkingSnapshot | null): boolean {
    const isConversation = kind === "room" || kind === "direct" || kind === "emergency";
    return membership === "join" && isConversation && mayHold(own, message);
}

/** Whether everyone who may read the one may read the other. */
export function mayHold(room: MarkingSnapshot | null, message: MarkingSnapshot | null): boolean {
    if (message === null) return true;
    if (room === null || room.label === null || message.label === null) return false;
    if (room.label === message.label) return true;
    const upper = parseLabel(room.label, registry);
    const lower = parseLabel(message.label, registry);
    return upper.ok && lower.ok && covers(upper.value, lower.value, registry).ok;
}
