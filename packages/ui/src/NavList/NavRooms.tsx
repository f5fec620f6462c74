import { useId } from "react";
import { Badge } from "../Badge/Badge.tsx";
import { LabelBadge, type LabelSnapshot } from "../Marking/Marking.tsx";

export interface NavRoom {
    readonly id: string;
    readonly name: string;
    readonly label?: LabelSnapshot | undefined;
    /** "Response", "EXERCISE · Alert" */
    readonly detail?: string | undefined;
    readonly unread?: { readonly count: number; readonly name: string } | undefined;
}

export interface NavRoomsProps {
    readonly title: string;
    readonly rooms: readonly NavRoom[];
    readonly onOpen: (id: string) => void;
}

/** Rooms that belong to a tool, beneath its places: name, marking, what is unread. */
export function NavRooms({ title, rooms, onOpen }: NavRoomsProps) {
    const headingId = useId();
    return (
        <section aria-labelledby={headingId} className="nav-rooms">
            <h3 id={headingId}>{title}</h3>
            {rooms.map((room) => (
                <button
                    key={room.id}
                    type="button"
                    onClick={() => onOpen(room.id)}
                    data-testid="nav-room"
                    data-room-id={room.id}
                >
                    <span className="grow">
                        <span className="foreign nav-room-name" dir="auto">
                            {room.name}
                        </span>
                        <span className="row wrap small">
                            {room.label !== undefined && <LabelBadge label={room.label} />}
                            {room.detail !== undefined && <span className="muted">{room.detail}</span>}
                        </span>
                    </span>
                    {room.unread !== undefined && (
                        <Badge count={room.unread.count} kind="unread" name={room.unread.name} />
                    )}
                </button>
            ))}
        </section>
    );
}
