import type { ReactNode } from "react";
import { Button } from "../Button/Button.tsx";
import type { IconName } from "../Icon/Icon.tsx";
import { MessageTile } from "../Message/MessageTile.tsx";
import type { MessageActions, MessageSnapshot } from "../Message/messageSnapshot.ts";
import type { MessageWords } from "../Message/messageWords.ts";
import { Divider, SystemLine } from "../Message/SystemLine.tsx";
import { Sliced } from "../Sliced/Sliced.tsx";
import { useTimeline } from "./useTimeline.ts";

export type TimelineItem =
    | { readonly kind: "message"; readonly key: string; readonly message: MessageSnapshot }
    | { readonly kind: "day"; readonly key: string; readonly atMs: number }
    | { readonly kind: "unread"; readonly key: string }
    | { readonly kind: "system"; readonly key: string; readonly text: string; readonly icon?: IconName | undefined };

export type OlderState = "idle" | "loading" | "failed" | "none";

export interface TimelineWords extends MessageWords {
    readonly name: string;
    readonly formatDay: (atMs: number) => string;
    readonly unreadLine: string;
    readonly newMessages: (count: number) => string;
    readonly toLatest: string;
    readonly loadingOlder: string;
    readonly olderFailed: string;
    readonly retryOlder: string;
    readonly beginning: string;
}

export interface TimelineProps {
    /** Oldest first. Keys are stable, also when a message that was sent gets its event id. */
    readonly items: readonly TimelineItem[];
    /** What lies before the first item: `idle` is asked for when it comes near, `none` says that nothing does. */
    readonly older: OlderState;
    readonly onNeedOlder: () => void;
    /** The newest message that has been in view, for the read state. */
    readonly onSeen?: ((messageId: string) => void) | undefined;
    /** Where to open; the end when absent. */
    readonly initialKey?: string | undefined;
    /** Leads to an item, such as a quoted message; another `serial` leads there again. */
    readonly jump?: { readonly key: string; readonly serial: number } | undefined;
    readonly actions: MessageActions;
    readonly hasLetterKeys?: boolean | undefined;
    /** What a screen reader is told, politely: "Nadia Roche: 2 new messages". The app batches it. */
    readonly announcement?: string | undefined;
    /** Shown instead of items: skeleton, empty or error state. */
    readonly instead?: ReactNode;
    readonly words: TimelineWords;
}

/**
 * The messages of one room; give it the room's id as React key. Older ones are added above without moving what is
 * being read; new ones follow only someone who is at the end, and else wait below with a button.
 */
export function Timeline(props: TimelineProps) {
    const { words } = props;
    return (
        <section className="timeline-frame" aria-label={words.name} data-testid="timeline">
            {props.instead === undefined ? (
                <Sliced instead={<div className="messages" />}>
                    <Rows {...props} />
                </Sliced>
            ) : (
                <div className="messages">{props.instead}</div>
            )}
            <div className="sr" aria-live="polite" data-testid="timeline-announcement">
                {props.announcement}
            </div>
        </section>
    );
}

function Rows(props: TimelineProps) {
    const { items, words } = props;
    const { scrollRef, virtualizer, newCount, isAtEnd, toEnd, tabStopKey, onFocusMessage, onKeyDown } =
        useTimeline(props);
    return (
        <>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the messages inside */}
            <div className="messages" ref={scrollRef} onKeyDown={onKeyDown}>
                <OlderHead {...props} />
                <div className="message-rows" style={{ height: virtualizer.getTotalSize() }}>
                    {virtualizer.getVirtualItems().map((row) => {
                        const item = items[row.index];
                        if (item === undefined) return null;
                        return (
                            <div
                                key={row.key}
                                className="message-row"
                                ref={virtualizer.measureElement}
                                data-index={row.index}
                                style={{ transform: `translateY(${row.start}px)` }}
                            >
                                <Item
                                    item={item}
                                    props={props}
                                    isTabStop={row.key === tabStopKey}
                                    onFocus={onFocusMessage}
                                />
                            </div>
                        );
                    })}
                </div>
            </div>
            {!isAtEnd && (
                <div className="to-latest">
                    <Button
                        size="s"
                        icon="down"
                        variant={newCount > 0 ? "primary" : "default"}
                        onPress={toEnd}
                        testId="to-latest"
                    >
                        {newCount > 0 ? words.newMessages(newCount) : words.toLatest}
                    </Button>
                </div>
            )}
        </>
    );
}

interface ItemProps {
    readonly item: TimelineItem;
    readonly props: Pick<TimelineProps, "actions" | "words" | "hasLetterKeys">;
    readonly isTabStop: boolean;
    readonly onFocus: (messageId: string) => void;
}

function Item({ item, props, isTabStop, onFocus }: ItemProps) {
    switch (item.kind) {
        case "day":
            return <Divider text={props.words.formatDay(item.atMs)} />;
        case "unread":
            return <Divider text={props.words.unreadLine} isNew />;
        case "system":
            return <SystemLine text={item.text} icon={item.icon ?? "info"} />;
        case "message":
            return (
                <MessageTile
                    message={item.message}
                    actions={props.actions}
                    words={props.words}
                    isTabStop={isTabStop}
                    onFocus={onFocus}
                    hasLetterKeys={props.hasLetterKeys}
                />
            );
    }
}

/** Lies over the top edge, so that its coming and going moves nothing. */
function OlderHead({ older, onNeedOlder, words, items }: TimelineProps) {
    if (older === "idle" || (older === "none" && items.length > 0)) return null;
    return (
        <div className="older" role="status">
            {older === "loading" && words.loadingOlder}
            {older === "none" && words.beginning}
            {older === "failed" && (
                <>
                    {words.olderFailed}{" "}
                    <Button size="s" onPress={onNeedOlder} testId="retry-older">
                        {words.retryOlder}
                    </Button>
                </>
            )}
        </div>
    );
}
