import type { EventId, TimelineItemSnapshot } from "@valise/bridge";
import type { TimelineItem } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { describeSystem } from "./describeSystem.ts";
import { type MessageSurroundings, toMessage } from "./toMessage.ts";

export interface TimelineItemsInput extends Omit<MessageSurroundings, "continuesPrevious"> {
    readonly rows: readonly TimelineItemSnapshot[];
    /** The unread line stands after this event; null: nowhere. */
    readonly unreadAfter: EventId | null;
}

/** Messages of one person within this time are drawn under one head. */
const runMs = 5 * 60_000;

/**
 * Turns rows into what the timeline shows, with day lines and the unread line. What did not change keeps its identity,
 * so that thousands of rows cost a walk and not a render.
 */
export function createTimelineItems(): (input: TimelineItemsInput) => readonly TimelineItem[] {
    let cached = new WeakMap<TimelineItemSnapshot, Cached>();
    let language: Translator | undefined;
    return (input) => {
        if (language !== input.translator) {
            cached = new WeakMap();
            language = input.translator;
        }
        return build(input, (row, continuesPrevious) => remember(cached, row, { ...input, continuesPrevious }));
    };
}

interface Cached {
    readonly item: TimelineItem;
    readonly continuesPrevious: boolean;
    readonly isExercise: boolean;
    readonly thumbnail: string | undefined;
    readonly transfer: unknown;
}

function remember(
    cached: WeakMap<TimelineItemSnapshot, Cached>,
    row: TimelineItemSnapshot,
    around: MessageSurroundings,
): TimelineItem {
    const thumbnail = row.eventId === null ? undefined : around.thumbnails.get(row.eventId);
    const transfer = around.transfers.get(row.key);
    const { continuesPrevious, isExercise } = around;
    const known = cached.get(row);
    if (
        known !== undefined &&
        known.continuesPrevious === continuesPrevious &&
        known.isExercise === isExercise &&
        known.thumbnail === thumbnail &&
        known.transfer === transfer
    ) {
        return known.item;
    }
    const item = toItem(row, around);
    cached.set(row, { item, continuesPrevious, isExercise, thumbnail, transfer });
    return item;
}

function toItem(row: TimelineItemSnapshot, around: MessageSurroundings): TimelineItem {
    if (row.kind !== "system") return { kind: "message", key: row.key, message: toMessage(row, around) };
    const icon = row.system?.kind === "encryption-on" ? ("lock" as const) : undefined;
    return { kind: "system", key: row.key, text: describeSystem(row, around.translator), icon };
}

type ItemOf = (row: TimelineItemSnapshot, continuesPrevious: boolean) => TimelineItem;

function build({ rows, unreadAfter, translator }: TimelineItemsInput, itemOf: ItemOf): readonly TimelineItem[] {
    const items: TimelineItem[] = [];
    const { isSameDay } = translator.formats;
    let previous: TimelineItemSnapshot | undefined;
    let roomName: string | null | undefined;
    for (const row of rows) {
        // The encrypted name is sent again, unchanged, for those who joined later (protocol 5): no news for a reader.
        if (row.system?.kind === "room-name") {
            if (row.system.name === roomName) continue;
            roomName = row.system.name;
        }
        const isNewDay = previous === undefined || !isSameDay(previous.sentAtMs, row.sentAtMs);
        if (isNewDay) items.push({ kind: "day", key: `day ${row.key}`, atMs: row.sentAtMs });
        const isFirstUnread = unreadAfter !== null && previous?.eventId === unreadAfter && hasUnread(rows, row);
        if (isFirstUnread) items.push({ kind: "unread", key: "unread" });
        items.push(itemOf(row, !isNewDay && !isFirstUnread && continues(previous, row)));
        previous = row;
    }
    return items;
}

/** One's own messages are not unread. */
function hasUnread(rows: readonly TimelineItemSnapshot[], from: TimelineItemSnapshot): boolean {
    return rows.slice(rows.indexOf(from)).some((row) => !row.own && row.kind !== "system");
}

function continues(previous: TimelineItemSnapshot | undefined, row: TimelineItemSnapshot): boolean {
    return (
        previous !== undefined &&
        previous.kind !== "system" &&
        previous.senderId === row.senderId &&
        previous.trust === row.trust &&
        row.replyTo === null &&
        Math.abs(row.sentAtMs - previous.sentAtMs) < runMs
    );
}
