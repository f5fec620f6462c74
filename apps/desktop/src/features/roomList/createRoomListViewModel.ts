import type { OutboxSnapshot, RoomRowSnapshot, RoomsSnapshot, SessionSnapshot } from "@valise/bridge";
import type { RoomFilter, RoomSectionSnapshot, RoomRowSnapshot as RowView } from "@valise/ui";
import type { I18n, Translator } from "../../i18n/createI18n.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { createDerived } from "../../stores/createDerived.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import { nameRoom } from "./nameRoom.ts";

export interface RoomListSnapshot {
    readonly loaded: RoomsSnapshot["loaded"];
    readonly sections: readonly RoomSectionSnapshot[];
    readonly filter: RoomFilter;
    readonly railId: string;
    readonly unreadRooms: number;
    readonly mentionRooms: number;
    /** Whether the rail's place holds any room at all, whatever the filter. */
    readonly hasRooms: boolean;
}

export interface RoomListParts {
    readonly rooms: ReadStore<RoomsSnapshot | null>;
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly outbox: ReadStore<OutboxSnapshot | null>;
    readonly navigation: Navigation;
    readonly i18n: I18n;
}

/** Rooms of the place the rail shows, filtered, in sections; newest activity first as the engine sorted them. */
export function createRoomListViewModel(parts: RoomListParts): ViewModel<RoomListSnapshot> {
    const { rooms, session, navigation, i18n } = parts;
    const seen = createRowCache();
    return createDerived([rooms, session, navigation, i18n], () => {
        const { railId, filter, roomId } = navigation.getState();
        const snapshot = rooms.getState();
        const here = (snapshot?.rows ?? []).filter((room) => isShown(room) && isAt(room, railId));
        const shown = here.filter((room) => passes(room, filter) || room.roomId === roomId);
        const toRow = seen(i18n.getState(), session.getState()?.userId ?? null);
        return {
            loaded: snapshot?.loaded ?? "none",
            sections: sectionsOf(shown, toRow, i18n.getState()),
            filter,
            railId,
            unreadRooms: here.filter((room) => passes(room, "unread")).length,
            mentionRooms: here.filter((room) => passes(room, "mentions")).length,
            hasRooms: here.length > 0,
        };
    });
}

/** Spaces are places of the rail once one is in them; standby rooms are prepared out of sight. */
export const isShown = ({ kind, membership }: RoomRowSnapshot): boolean =>
    kind !== "standby" && (kind !== "space" || membership === "invite");

export function isAt(room: RoomRowSnapshot, railId: string): boolean {
    if (railId === "all") return true;
    return railId.startsWith("!")
        ? room.spaceIds.some((spaceId) => spaceId === railId)
        : room.serverNames.includes(railId);
}

function passes(room: RoomRowSnapshot, filter: RoomFilter): boolean {
    if (filter === "all") return true;
    if (filter === "mentions") return room.mentionCount > 0;
    return room.unreadCount > 0 || room.mentionCount > 0 || room.membership === "invite";
}

type ToRow = (room: RoomRowSnapshot) => RowView;

function sectionsOf(rooms: readonly RoomRowSnapshot[], toRow: ToRow, { t }: Translator): RoomSectionSnapshot[] {
    const pick = (id: string, title: string, belongs: (room: RoomRowSnapshot) => boolean): RoomSectionSnapshot => ({
        id,
        title,
        rooms: rooms.filter(belongs).map(toRow),
    });
    const isJoined = (room: RoomRowSnapshot) => room.membership === "join";
    return [
        pick("invitations", t("rooms.section.invitations"), (room) => !isJoined(room)),
        pick("channels", t("rooms.section.channels"), (room) => isJoined(room) && room.kind === "channel"),
        pick("rooms", t("rooms.section.rooms"), (room) => isJoined(room) && isPlainRoom(room)),
        pick("people", t("rooms.section.people"), (room) => isJoined(room) && room.kind === "direct"),
    ].filter((section) => section.rooms.length > 0);
}

const isPlainRoom = (room: RoomRowSnapshot): boolean => room.kind === "room" || room.kind === "emergency";

/** Rows keep their identity while room, language and account stay, so that only changed ones are drawn again. */
function createRowCache(): (translator: Translator, me: string | null) => ToRow {
    let cached = new WeakMap<RoomRowSnapshot, RowView>();
    let by: unknown[] = [];
    return (translator, me) => {
        if (by[0] !== translator || by[1] !== me) {
            cached = new WeakMap();
            by = [translator, me];
        }
        return (room) => {
            const known = cached.get(room);
            if (known !== undefined) return known;
            const row = toRow(room, translator, me);
            cached.set(room, row);
            return row;
        };
    };
}

function toRow(room: RoomRowSnapshot, translator: Translator, me: string | null): RowView {
    return {
        roomId: room.roomId,
        name: nameRoom(room, translator),
        kind: room.kind === "direct" || room.kind === "channel" ? room.kind : "room",
        preview: describePreview(room, translator, me),
        lastActivityAtMs: room.lastActivityMs > 0 ? room.lastActivityMs : undefined,
        unreadCount: room.unreadCount,
        mentionCount: room.mentionCount,
        isInvitation: room.membership === "invite",
        label: room.marking === null ? undefined : toLabel(room.marking),
    };
}

function describePreview(room: RoomRowSnapshot, { t }: Translator, me: string | null): string | undefined {
    const { preview } = room;
    if (preview === null) return undefined;
    const words = previewText(preview, t);
    // Another marking than the room's, which stands on the row already.
    const isOther = preview.portion !== null && preview.portion !== room.marking?.portion;
    const text = isOther ? `${cleanName(preview.portion)} ${words}` : words;
    if (preview.kind === "system") return text;
    if (preview.senderId === me) return t("preview.you", { text });
    return t("preview.by", { name: cleanName(preview.senderName), text });
}

function previewText(preview: NonNullable<RoomRowSnapshot["preview"]>, t: Translator["t"]): string {
    switch (preview.kind) {
        case "text":
        case "system":
            return cleanName(preview.text);
        case "file":
        case "image":
        case "undecryptable":
        case "redacted":
        case "cleartext":
            return t(`preview.${preview.kind}`);
    }
}
