import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
    type KeyboardEvent,
    type RefObject,
    useCallback,
    useEffect,
    useEffectEvent,
    useLayoutEffect,
    useRef,
    useState,
} from "react";
import { useBegun } from "../Sliced/useBegun.ts";
import type { TimelineItem, TimelineProps } from "./Timeline.tsx";

/** How near the end counts as at the end, and how many items from the top older ones are asked for. */
const endThresholdPx = 60;
const olderAheadItems = 12;

/** Kept drawn beyond what is in view; at the opening they come after it. */
const overscanItems = 6;

const estimatedHeightPx = { message: 51, next: 26, day: 31, unread: 31, system: 24 } as const;

/** Before it is drawn and measured: one line each. */
function estimateHeightPx(item: TimelineItem | undefined): number {
    if (item === undefined) return estimatedHeightPx.message;
    return estimatedHeightPx[item.kind === "message" && item.message.continuesPrevious ? "next" : item.kind];
}

/** Scroll position, new-message count, tab stop and demand for older messages of one timeline. */
export function useTimeline(props: TimelineProps) {
    const { items } = props;
    const scrollRef = useRef<HTMLDivElement>(null);
    const focus = useMessageFocus(items, scrollRef);
    const [isAtEnd, setIsAtEnd] = useState(true);
    const lastSeenAtEnd = useRef<string>(undefined);

    const overscan = useBegun() ? overscanItems : 0;
    const virtualizer = useVirtualizer({
        count: items.length,
        getScrollElement: () => scrollRef.current,
        estimateSize: (index) => estimateHeightPx(items[index]),
        getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
        anchorTo: "end",
        followOnAppend: true,
        scrollEndThreshold: endThresholdPx,
        initialOffset: () => openingOffset(items),
        // Before it is measured, about what the window leaves it: the rows are drawn with it, not after it.
        initialRect: { width: 0, height: window.innerHeight * 0.7 },
        overscan,
        paddingStart: 8,
        paddingEnd: 12,
        rangeExtractor: useCallback(
            (range: Range) => {
                const shown = defaultRangeExtractor(range);
                if (focus.index < 0 || shown.includes(focus.index)) return shown;
                return [...shown, focus.index].sort((a, b) => a - b);
            },
            [focus.index],
        ),
        onChange: (instance) => {
            if (!instance.isScrolling || instance.isAtEnd(endThresholdPx)) setIsAtEnd(instance.isAtEnd(endThresholdPx));
            else if (instance.scrollDirection === "backward") setIsAtEnd(false);
        },
    });
    const toEnd = useCallback(() => {
        virtualizer.scrollToEnd();
        setIsAtEnd(true);
    }, [virtualizer]);

    useOpeningPosition(props, virtualizer);
    useEndKept(scrollRef, isAtEnd, toEnd);
    useJump(props, virtualizer, focus.focusKey);
    useOwnMessageInView(items, toEnd);
    useOlderDemand(props, virtualizer.getVirtualItems()[0]?.index);
    useSeenReport(props, virtualizer.range?.endIndex);

    const lastKey = items.at(-1)?.key;
    if (isAtEnd) lastSeenAtEnd.current = lastKey;
    return {
        scrollRef,
        virtualizer,
        isAtEnd,
        toEnd,
        newCount: isAtEnd ? 0 : countNew(items, lastSeenAtEnd.current),
        tabStopKey: focus.key,
        onFocusMessage: focus.setByMessageId,
        onKeyDown: focus.onKeyDown,
    };
}

/** At the end; but nothing is scrolled that fits, or the virtualizer would wait seconds for it to happen. */
function openingOffset(items: readonly TimelineItem[]): number {
    const total = items.reduce((sum, item) => sum + estimateHeightPx(item), 0);
    return total > window.innerHeight ? total : 0;
}

type Instance = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

function useOpeningPosition({ items, initialKey }: TimelineProps, virtualizer: Instance): void {
    const isOpened = useRef(false);
    useLayoutEffect(
        () => () => {
            isOpened.current = false;
        },
        [],
    );
    useLayoutEffect(() => {
        if (isOpened.current || items.length === 0) return;
        isOpened.current = true;
        const index = items.findIndex((item) => item.key === initialKey);
        if (index >= 0) virtualizer.scrollToIndex(index, { align: "center" });
        else virtualizer.scrollToEnd();
    }, [items, initialKey, virtualizer]);
}

function useJump({ items, jump }: TimelineProps, virtualizer: Instance, focusKey: (key: string) => void): void {
    const doneSerial = useRef<number>(undefined);
    useLayoutEffect(() => {
        const index = items.findIndex((item) => item.key === jump?.key);
        if (jump === undefined || index < 0 || doneSerial.current === jump.serial) return;
        doneSerial.current = jump.serial;
        virtualizer.scrollToIndex(index, { align: "center" });
        focusKey(jump.key);
    }, [items, jump, virtualizer, focusKey]);
}

/** The view shrinks when the composer grows or a strip appears: who was at the end stays there. */
function useEndKept(scrollRef: RefObject<HTMLDivElement | null>, isAtEnd: boolean, toEnd: () => void): void {
    const keep = useEffectEvent(() => {
        if (isAtEnd) toEnd();
    });
    useEffect(() => {
        if (scrollRef.current === null) return;
        const observer = new ResizeObserver(() => keep());
        observer.observe(scrollRef.current);
        return () => observer.disconnect();
    }, [scrollRef]);
}

/** Someone who sends wants to see it: one's own new message brings the end into view. */
function useOwnMessageInView(items: readonly TimelineItem[], toEnd: () => void): void {
    const last = items.at(-1);
    const state = last?.kind === "message" ? last.message.sendState?.state : undefined;
    const ownKey = state === "queued" || state === "sending" ? last?.key : undefined;
    useLayoutEffect(() => {
        if (ownKey !== undefined) toEnd();
    }, [ownKey, toEnd]);
}

function useOlderDemand({ older, onNeedOlder, items }: TimelineProps, firstIndex: number | undefined): void {
    const isNear = firstIndex === undefined ? items.length === 0 : firstIndex <= olderAheadItems;
    const firstKey = items[0]?.key;
    const ask = useEffectEvent(onNeedOlder);
    // Asked once for each beginning, however often the app renders or renews its callback.
    // biome-ignore lint/correctness/useExhaustiveDependencies: another first item is a reason to look again
    useEffect(() => {
        if (older === "idle" && isNear) ask();
    }, [older, isNear, firstKey]);
}

function useSeenReport({ items, onSeen }: TimelineProps, lastIndex: number | undefined): void {
    const reported = useRef<string>(undefined);
    useEffect(() => {
        if (lastIndex === undefined || onSeen === undefined) return;
        const seen = items.slice(0, lastIndex + 1).findLast((item) => item.kind === "message");
        if (seen === undefined || seen.key === reported.current) return;
        const before = items.findIndex((item) => item.key === reported.current);
        if (before >= 0 && items.indexOf(seen) < before) return;
        reported.current = seen.key;
        onSeen(seen.message.id);
    }, [items, lastIndex, onSeen]);
}

/** How many messages of others came after the last one seen at the end. */
export function countNew(items: readonly TimelineItem[], lastSeenKey: string | undefined): number {
    const from = items.findLastIndex((item) => item.key === lastSeenKey);
    return items.slice(from + 1).filter((item) => item.kind === "message" && !item.message.isOwn).length;
}

function useMessageFocus(items: readonly TimelineItem[], scrollRef: RefObject<HTMLDivElement | null>) {
    const [key, setKey] = useState<string>();
    const mustFocus = useRef(false);
    const latest = useRef(items);
    const chosen = items.findIndex((item) => item.key === key);
    const index = chosen >= 0 ? chosen : items.findLastIndex((item) => item.kind === "message");

    useLayoutEffect(() => {
        latest.current = items;
        const item = items[index];
        if (!mustFocus.current || item?.kind !== "message") return;
        mustFocus.current = false;
        const id = CSS.escape(item.message.id);
        const article = scrollRef.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`);
        article?.focus({ preventScroll: true });
        article?.scrollIntoView({ block: "nearest" });
    });

    const focusKey = useCallback((wanted: string) => {
        mustFocus.current = true;
        setKey(wanted);
    }, []);
    // The same for every list of items: each message is drawn anew when its callback is another.
    const setByMessageId = useCallback(
        (messageId: string) =>
            setKey(latest.current.find((item) => item.kind === "message" && item.message.id === messageId)?.key),
        [],
    );
    const onKeyDown = (event: KeyboardEvent) => {
        if (!(event.target instanceof Element) || event.target.getAttribute("data-testid") !== "message") return;
        const next = nextMessage(items, index, event.key);
        if (next === undefined) return;
        event.preventDefault();
        focusKey(next);
    };
    return { key: items[index]?.key, index, focusKey, setByMessageId, onKeyDown };
}

/** The key of the message that an arrow key leads to. */
export function nextMessage(items: readonly TimelineItem[], from: number, pressed: string): string | undefined {
    const isMessage = (item: TimelineItem) => item.kind === "message";
    switch (pressed) {
        case "ArrowDown":
            return items.slice(from + 1).find(isMessage)?.key;
        case "ArrowUp":
            return items.slice(0, Math.max(from, 0)).findLast(isMessage)?.key;
        case "End":
            return items.findLast(isMessage)?.key;
        default:
            return undefined;
    }
}
