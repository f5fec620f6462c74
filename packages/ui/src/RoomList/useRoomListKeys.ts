import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RoomListEntry } from "./RoomList.tsx";

const sectionHeightPx = 32;
const roomHeightPx = 46;

/** The virtual rows of a room list and its one tab stop, which arrow keys move. */
export function useRoomListKeys(entries: readonly RoomListEntry[], currentRoomId: string | undefined) {
    const bodyRef = useRef<HTMLDivElement>(null);
    const [tabStop, setTabStop] = useState<string>();
    const hasMoved = useRef(false);
    const tabStopId = findTabStop(entries, tabStop, currentRoomId);
    const tabStopIndex = entries.findIndex((entry) => isRoom(entry, tabStopId));

    const virtualizer = useVirtualizer({
        count: entries.length,
        getScrollElement: () => bodyRef.current,
        estimateSize: (index) => (entries[index]?.kind === "section" ? sectionHeightPx : roomHeightPx),
        getItemKey: useCallback((index: number) => entries[index]?.key ?? index, [entries]),
        overscan: 6,
        rangeExtractor: (range) => {
            const shown = defaultRangeExtractor(range);
            if (tabStopIndex < 0 || shown.includes(tabStopIndex)) return shown;
            return [...shown, tabStopIndex].sort((a, b) => a - b);
        },
    });

    useEffect(() => setTabStop(currentRoomId), [currentRoomId]);
    useCurrentInView(entries, currentRoomId, virtualizer);
    useLayoutEffect(() => {
        if (!hasMoved.current || tabStopId === undefined) return;
        hasMoved.current = false;
        virtualizer.scrollToIndex(tabStopIndex);
        const row = bodyRef.current?.querySelector<HTMLElement>(`[data-room-id="${CSS.escape(tabStopId)}"]`);
        row?.focus({ preventScroll: true });
    });

    const onKeyDown = useCallback(
        (event: KeyboardEvent) => {
            if (event.altKey || event.ctrlKey || event.metaKey) return;
            const next = nextRoom(entries, tabStopIndex, event.key);
            if (next === undefined) return;
            event.preventDefault();
            hasMoved.current = true;
            setTabStop(next);
        },
        [entries, tabStopIndex],
    );
    return { bodyRef, virtualizer, tabStopId, setTabStop, onKeyDown };
}

/** A room that is opened from elsewhere, as by Alt and arrow or by a notification, comes into view in the list. */
function useCurrentInView(
    entries: readonly RoomListEntry[],
    currentRoomId: string | undefined,
    virtualizer: Pick<ReturnType<typeof useVirtualizer>, "range" | "scrollToIndex">,
): void {
    const shown = useRef<string>(undefined);
    // A list that is mounted again begins at its top again.
    useLayoutEffect(
        () => () => {
            shown.current = undefined;
        },
        [],
    );
    useLayoutEffect(() => {
        const index = entries.findIndex((entry) => isRoom(entry, currentRoomId));
        if (index < 0 || shown.current === currentRoomId) return;
        shown.current = currentRoomId;
        const { range } = virtualizer;
        // To scroll makes the browser lay the page out; whoever clicks a row sees it.
        if (range === null || index <= range.startIndex || index >= range.endIndex) virtualizer.scrollToIndex(index);
    }, [entries, currentRoomId, virtualizer]);
}

function isRoom(entry: RoomListEntry, roomId: string | undefined): boolean {
    return entry.kind === "room" && entry.room.roomId === roomId;
}

function roomIdOf(entry: RoomListEntry | undefined): string | undefined {
    return entry?.kind === "room" ? entry.room.roomId : undefined;
}

function findTabStop(
    entries: readonly RoomListEntry[],
    ...wanted: readonly (string | undefined)[]
): string | undefined {
    for (const roomId of wanted) {
        if (roomId !== undefined && entries.some((entry) => isRoom(entry, roomId))) return roomId;
    }
    return roomIdOf(entries.find((entry) => entry.kind === "room"));
}

/** The room that a key leads to, or undefined where the key means nothing here. */
export function nextRoom(entries: readonly RoomListEntry[], from: number, key: string): string | undefined {
    const rooms = (list: readonly RoomListEntry[]) => list.filter((entry) => entry.kind === "room");
    switch (key) {
        case "ArrowDown":
            return roomIdOf(rooms(entries.slice(from + 1))[0]);
        case "ArrowUp":
            return roomIdOf(rooms(entries.slice(0, Math.max(from, 0))).at(-1));
        case "Home":
            return roomIdOf(rooms(entries)[0]);
        case "End":
            return roomIdOf(rooms(entries).at(-1));
        default:
            return undefined;
    }
}
