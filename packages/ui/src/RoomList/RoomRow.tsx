import { memo } from "react";
import { Badge } from "../Badge/Badge.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";
import { LabelBadge, type LabelSnapshot } from "../Marking/Marking.tsx";

export interface RoomRowSnapshot {
    readonly roomId: string;
    readonly name: string;
    readonly kind: "room" | "direct" | "channel";
    /** The last message in one line, by whom and what; never for a room one is only invited to. */
    readonly preview?: string | undefined;
    readonly lastActivityAtMs?: number | undefined;
    readonly unreadCount: number;
    readonly mentionCount: number;
    readonly isInvitation?: boolean | undefined;
    readonly hasFailedMessage?: boolean | undefined;
    readonly label?: LabelSnapshot | undefined;
}

export interface RoomRowWords {
    /** Short: 10:08, Fri, 3 May. */
    readonly formatActivity: (atMs: number) => string;
    readonly unread: (count: number) => string;
    readonly mentions: (count: number) => string;
    readonly invitation: string;
    readonly failed: string;
}

export interface RoomRowProps {
    readonly room: RoomRowSnapshot;
    readonly isCurrent: boolean;
    /** Whether this row is the list's one tab stop. */
    readonly isTabStop: boolean;
    readonly onOpen: (roomId: string) => void;
    readonly onFocus: (roomId: string) => void;
    readonly words: RoomRowWords;
}

/** One room: name, time, marking, last words, what is unread. */
export const RoomRow = memo(function RoomRow(props: RoomRowProps) {
    const { room, words } = props;
    const isUnread = room.unreadCount > 0 || room.mentionCount > 0 || room.isInvitation === true;
    return (
        <button
            type="button"
            className={classNames("room", isUnread && "is-unread")}
            aria-current={props.isCurrent || undefined}
            tabIndex={props.isTabStop ? 0 : -1}
            onClick={() => props.onOpen(room.roomId)}
            onFocus={() => props.onFocus(room.roomId)}
            data-testid="room-row"
            data-room-id={room.roomId}
            data-marking={room.label?.text}
        >
            <span className="room-name">
                {room.kind === "channel" && <Icon name="horn" size="s" />}
                {room.kind === "direct" && <Icon name="user" size="s" />}
                <span className="cut foreign" dir="auto" title={room.name}>
                    {room.name}
                </span>
            </span>
            <span className="room-time">
                {room.lastActivityAtMs !== undefined && words.formatActivity(room.lastActivityAtMs)}
            </span>
            <span className="room-sub">
                {room.label !== undefined && <LabelBadge label={room.label} />}
                <span className="cut foreign" dir="auto">
                    {room.isInvitation === true ? words.invitation : room.preview}
                </span>
            </span>
            <RowFlags room={room} words={words} />
        </button>
    );
});

function RowFlags({ room, words }: Pick<RoomRowProps, "room" | "words">) {
    return (
        <span className="room-flags">
            {room.hasFailedMessage === true && (
                <span className="is-bad" role="img" aria-label={words.failed}>
                    <Icon name="warning" size="s" />
                </span>
            )}
            {room.mentionCount > 0 && (
                <Badge kind="mention" count={room.mentionCount} name={words.mentions(room.mentionCount)} />
            )}
            {room.mentionCount === 0 && room.unreadCount > 0 && (
                <Badge count={room.unreadCount} name={words.unread(room.unreadCount)} />
            )}
        </span>
    );
}
