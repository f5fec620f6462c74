import { epochMs } from "@valise/base";
import type { RoomId, RoomPreviewSnapshot, RoomRowSnapshot, RoomsSnapshot, UserId } from "@valise/bridge";
import { roomTypes } from "../crisis/wire.ts";
import type { RoomBook, RoomEntry } from "./RoomBook.ts";
import { nameOf, type PreviewRecord, type RoomRecord, serverNameOf, topicOf } from "./RoomRecord.ts";

const SHOWN_NAMES = 4;

/** The name of a person in this room; their id where no name is known. */
export function displayName(entry: RoomEntry, userId: string): string {
    const known = entry.members.get(userId)?.name;
    if (known) return known;
    return entry.record.heroes.find((hero) => hero.userId === userId)?.name ?? userId;
}

function otherNames(entry: RoomEntry, myUserId: string): readonly string[] {
    const heroes = entry.record.heroes.filter((hero) => hero.userId !== myUserId);
    if (heroes.length > 0) return heroes.slice(0, SHOWN_NAMES).map((hero) => hero.name ?? hero.userId);
    const names: string[] = [];
    for (const member of entry.members.values()) {
        if (member.userId === myUserId || (member.membership !== "join" && member.membership !== "invite")) continue;
        names.push(member.name ?? member.userId);
        if (names.length === SHOWN_NAMES) break;
    }
    return names;
}

function serverNames(record: RoomRecord, myUserId: string): readonly string[] {
    const own = serverNameOf(myUserId);
    return [own, ...record.serverNames.filter((name) => name !== own)];
}

function previewOf(entry: RoomEntry, preview: PreviewRecord): RoomPreviewSnapshot {
    return {
        senderId: preview.senderId as UserId,
        senderName: entry.members.get(preview.senderId)?.name ?? preview.senderName,
        kind: preview.kind,
        text: preview.text,
        portion: preview.portion ?? null,
        atMs: epochMs(preview.atMs),
    };
}

export function buildRoomRow(
    entry: RoomEntry,
    book: RoomBook,
    myUserId: string,
    spaceIds: readonly string[],
): RoomRowSnapshot {
    const { record } = entry;
    const directUserId = book.direct.get(record.roomId) ?? null;
    return {
        roomId: record.roomId as RoomId,
        kind: kindOf(record, directUserId !== null),
        membership: record.membership === "invite" ? "invite" : "join",
        name: nameOf(record),
        topic: topicOf(record),
        memberNames: otherNames(entry, myUserId),
        directUserId: directUserId as UserId | null,
        inviterId: record.membership === "invite" ? (record.inviterId as UserId | null) : null,
        inviterName:
            record.membership === "invite" && record.inviterId !== null
                ? (record.inviterName ?? displayName(entry, record.inviterId))
                : null,
        serverNames: serverNames(record, myUserId),
        memberCount: record.joinedCount,
        marking: record.marking,
        exercise: record.exercise,
        encrypted: record.encryption !== null,
        unreadCount: record.unreadCount,
        mentionCount: record.mentionCount,
        lastActivityMs: epochMs(record.lastActivityMs),
        preview: record.preview === null ? null : previewOf(entry, record.preview),
        spaceIds: spaceIds as readonly RoomId[],
    };
}

function kindOf({ isSpace, type, standby }: RoomRecord, isDirect: boolean): RoomRowSnapshot["kind"] {
    if (isSpace) return "space";
    if (type === roomTypes.channel) return "channel";
    if (type === roomTypes.emergency) return standby === true ? "standby" : "emergency";
    return isDirect ? "direct" : "room";
}

/** Rows of all rooms, newest first. Only rooms named in `changed` are built again; the others keep their identity. */
export function createRoomRows(book: RoomBook, myUserId: string) {
    const rows = new Map<string, RoomRowSnapshot>();
    let spaces = new Map<string, string[]>();
    return {
        build(changed: ReadonlySet<string> | null): RoomsSnapshot {
            const nextSpaces = spacesOf(book);
            for (const entry of book.all()) {
                const { roomId, membership } = entry.record;
                if (membership === "leave" || book.hidden.has(roomId)) {
                    rows.delete(roomId);
                    continue;
                }
                const spaceIds = nextSpaces.get(roomId) ?? none;
                const sameSpaces = String(spaces.get(roomId) ?? "") === String(spaceIds);
                if (changed !== null && !changed.has(roomId) && sameSpaces && rows.has(roomId)) continue;
                rows.set(roomId, keepIfSame(rows.get(roomId), buildRoomRow(entry, book, myUserId, spaceIds)));
            }
            for (const roomId of rows.keys()) if (book.get(roomId) === null) rows.delete(roomId);
            spaces = nextSpaces;
            return { loaded: book.loaded, rows: [...rows.values()].sort(byActivity) };
        },
    };
}

const none: readonly string[] = [];

function keepIfSame(before: RoomRowSnapshot | undefined, after: RoomRowSnapshot): RoomRowSnapshot {
    return before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

function byActivity(a: RoomRowSnapshot, b: RoomRowSnapshot): number {
    if (a.membership !== b.membership) return a.membership === "invite" ? -1 : 1;
    return b.lastActivityMs - a.lastActivityMs || (a.roomId < b.roomId ? -1 : 1);
}

function spacesOf(book: RoomBook): Map<string, string[]> {
    const spaces = new Map<string, string[]>();
    for (const { record } of book.all()) {
        if (!record.isSpace || record.membership !== "join") continue;
        for (const child of record.children) spaces.set(child, [...(spaces.get(child) ?? []), record.roomId]);
    }
    return spaces;
}
