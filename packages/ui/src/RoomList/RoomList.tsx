import { type ReactNode, useMemo } from "react";
import { SegmentedControl } from "../Choice/SegmentedControl.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";
import { RoomRow, type RoomRowSnapshot, type RoomRowWords } from "./RoomRow.tsx";
import { useRoomListKeys } from "./useRoomListKeys.ts";

export type RoomFilter = "all" | "unread" | "mentions";

export interface RoomSectionSnapshot {
    readonly id: string;
    readonly title: string;
    readonly isCrisis?: boolean | undefined;
    readonly rooms: readonly RoomRowSnapshot[];
}

export interface RoomListWords {
    readonly row: RoomRowWords;
    readonly name: string;
    readonly filterName: string;
    readonly filterAll: string;
    readonly filterUnread: string;
    readonly filterMentions: string;
}

export interface RoomListProps {
    /** The agency or "All". */
    readonly title: string;
    /** Already filtered and sorted. */
    readonly sections: readonly RoomSectionSnapshot[];
    readonly currentRoomId: string | undefined;
    readonly filter: RoomFilter;
    readonly onFilter: (filter: RoomFilter) => void;
    readonly onOpen: (roomId: string) => void;
    /** Buttons beside the title: new room. */
    readonly actions?: ReactNode;
    /** Shown instead of rows: an `EmptyState`, `ErrorState` or `RoomListSkeleton`. */
    readonly instead?: ReactNode;
    readonly words: RoomListWords;
}

export type RoomListEntry =
    | { readonly kind: "section"; readonly key: string; readonly section: RoomSectionSnapshot }
    | { readonly kind: "room"; readonly key: string; readonly room: RoomRowSnapshot };

/** Sections and their rooms as one flat list, which is what a virtual list can show. */
export function flattenSections(sections: readonly RoomSectionSnapshot[]): readonly RoomListEntry[] {
    return sections.flatMap((section): readonly RoomListEntry[] => [
        { kind: "section", key: `section:${section.id}`, section },
        ...section.rooms.map((room): RoomListEntry => ({ kind: "room", key: `${section.id}:${room.roomId}`, room })),
    ]);
}

/** Every room one is in. One tab stop; arrow keys, Home and End inside; only what is in view is in the page. */
export function RoomList(props: RoomListProps) {
    const { words } = props;
    return (
        <nav className="list" aria-label={words.name} data-testid="room-list" data-pane="list" tabIndex={-1}>
            <div className="list-head">
                <div className="row">
                    <h2 className="grow cut" title={props.title}>
                        {props.title}
                    </h2>
                    {props.actions}
                </div>
                <SegmentedControl
                    name={words.filterName}
                    value={props.filter}
                    onChange={props.onFilter}
                    options={[
                        { value: "all", text: words.filterAll },
                        { value: "unread", text: words.filterUnread },
                        { value: "mentions", text: words.filterMentions },
                    ]}
                />
            </div>
            {props.instead === undefined ? <Rows {...props} /> : <div className="list-body">{props.instead}</div>}
        </nav>
    );
}

function Rows({ sections, currentRoomId, onOpen, words }: RoomListProps) {
    const entries = useMemo(() => flattenSections(sections), [sections]);
    const { bodyRef, virtualizer, tabStopId, setTabStop, onKeyDown } = useRoomListKeys(entries, currentRoomId);
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
        <div className="list-body" ref={bodyRef} onKeyDown={onKeyDown}>
            <ul className="list-rows" style={{ height: virtualizer.getTotalSize() }}>
                {virtualizer.getVirtualItems().map((item) => {
                    const entry = entries[item.index];
                    if (entry === undefined) return null;
                    return (
                        <li
                            key={item.key}
                            className="list-row"
                            ref={virtualizer.measureElement}
                            data-index={item.index}
                            style={{ transform: `translateY(${item.start}px)` }}
                        >
                            {entry.kind === "section" ? (
                                <SectionHead section={entry.section} />
                            ) : (
                                <RoomRow
                                    room={entry.room}
                                    isCurrent={entry.room.roomId === currentRoomId}
                                    isTabStop={entry.room.roomId === tabStopId}
                                    onOpen={onOpen}
                                    onFocus={setTabStop}
                                    words={words.row}
                                />
                            )}
                        </li>
                    );
                })}
            </ul>
        </div>
    );
}

function SectionHead({ section }: { readonly section: RoomSectionSnapshot }) {
    return (
        <h3 className={classNames("list-group", section.isCrisis && "is-crisis")}>
            {section.isCrisis === true && <Icon name="siren" size="s" />}
            {section.title}
        </h3>
    );
}
