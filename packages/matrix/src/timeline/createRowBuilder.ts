import type { SendSnapshot, TimelineItemSnapshot } from "@valise/bridge";
import type { Judgement, RoomJudge } from "../gate/message/RoomJudge.ts";
import type { OutboxEntrySnapshot } from "../outbox/OutboxEntry.ts";
import { buildEcho, editTargetOf, sendOf } from "./buildEcho.ts";
import { buildItem, type ItemInput, sendKeyOf } from "./buildItem.ts";
import type { RoomTimeline } from "./RoomTimeline.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/** What the rows of a room depend on besides its events. */
export interface RowContext {
    readonly myUserId: string;
    readonly joined: boolean;
    readonly encrypted: boolean;
    readonly stateHidden: boolean;
    readonly mayRedactOthers: boolean;
    nameOf(userId: string): string;
    readonly outbox: readonly OutboxEntrySnapshot[];
    /** Null in an unlabelled room. */
    readonly judge: RoomJudge | null;
    /** The room's keys are in no backup, as its policy says. */
    readonly deviceOnly: boolean;
}

export interface RowBuilder {
    build(timeline: RoomTimeline, context: RowContext): readonly TimelineItemSnapshot[];
}

/** Turns events and the outbox into rows; a row is made again only when something it depends on changed. */
export function createRowBuilder(): RowBuilder {
    const made = new Map<string, { input: ItemInput; item: TimelineItemSnapshot | null }>();
    const echoes = new Map<string, { entry: OutboxEntrySnapshot; item: TimelineItemSnapshot }>();

    const itemOf = (input: ItemInput): TimelineItemSnapshot | null => {
        const last = made.get(input.event.eventId);
        if (last !== undefined && sameInput(last.input, input)) return last.item;
        const item = buildItem(input);
        made.set(input.event.eventId, { input, item });
        return item;
    };
    const echoOf = (entry: OutboxEntrySnapshot, context: RowContext, timeline: RoomTimeline) => {
        const last = echoes.get(entry.key);
        if (last?.entry === entry) return last.item;
        const item = buildEcho(entry, context, timeline);
        if (item !== null) echoes.set(entry.key, { entry, item });
        return item;
    };
    const forget = (timeline: RoomTimeline, pending: ReadonlyMap<string, unknown>) => {
        for (const key of echoes.keys()) if (!pending.has(key)) echoes.delete(key);
        if (made.size <= 2 * timeline.events.length + 50) return;
        for (const eventId of made.keys()) if (!timeline.has(eventId)) made.delete(eventId);
    };

    return {
        build(timeline, context) {
            const edits = newestEdits(timeline, context);
            const pending = new Map(context.outbox.map((entry) => [entry.key as string, entry]));
            const pendingEdits = editsInOutbox(context.outbox);
            const rows: TimelineItemSnapshot[] = [];
            const used = new Set<string>();
            const toldState = new Set<string>();
            for (const event of timeline.events) {
                const item = itemOf(inputFor(event, timeline, context, edits, pendingEdits));
                const key = event.senderId === context.myUserId ? sendKeyOf(event) : null;
                if (key !== null) pending.delete(key);
                if (item === null || isRepeatedState(event, toldState)) continue;
                rows.push(used.has(item.key) ? { ...item, key: event.eventId } : item);
                used.add(item.key);
            }
            for (const entry of pending.values()) {
                if (entry.eventId !== null && timeline.has(entry.eventId)) continue;
                const item = echoOf(entry, context, timeline);
                if (item !== null) rows.push(item);
            }
            forget(timeline, pending);
            return rows;
        },
    };
}

function inputFor(
    event: TimelineEvent,
    timeline: RoomTimeline,
    context: RowContext,
    edits: ReadonlyMap<string, NewestEdit>,
    pendingEdits: ReadonlyMap<string, SendSnapshot>,
): ItemInput {
    const { edit = null, lowered = false } = edits.get(event.eventId) ?? {};
    const { judge } = context;
    const replyTarget = event.relation?.kind === "reply" ? timeline.get(event.relation.eventId) : null;
    return {
        event,
        edit,
        judge,
        judgement: judgementOf(edit ?? event, judge),
        lowered,
        replyTarget,
        replyJudgement: replyTarget === null ? null : judgementOf(replyTarget, judge),
        replySenderName: replyTarget === null ? null : context.nameOf(replyTarget.senderId),
        senderName: context.nameOf(event.senderId),
        myUserId: context.myUserId,
        mayRedactOthers: context.mayRedactOthers,
        joined: context.joined,
        encrypted: context.encrypted,
        stateHidden: context.stateHidden,
        deviceOnly: context.deviceOnly,
        send: pendingEdits.get(event.eventId) ?? null,
    };
}

/** A name sent again for people who came later is no change: told once per `seq`. */
function isRepeatedState(event: TimelineEvent, told: Set<string>): boolean {
    if (event.body !== "decrypted" || event.stateKey === null) return false;
    const { seq, name, topic } = event.content;
    const change = JSON.stringify([event.type, seq, name, topic]);
    if (told.has(change)) return true;
    told.add(change);
    return false;
}

function sameInput(a: ItemInput, b: ItemInput): boolean {
    for (const member of Object.keys(a) as (keyof ItemInput)[]) if (!Object.is(a[member], b[member])) return false;
    return true;
}

/** Messages alone are judged: state, reactions and what cannot be read have neither label nor verdict. */
function judgementOf(event: TimelineEvent, judge: RoomJudge | null): Judgement | null {
    if (judge === null || event.stateKey !== null || event.redactedBy !== null) return null;
    const read = event.body === "decrypted" || event.body === "clear";
    return (read && event.type === "m.room.message") || event.body === "refused" ? judge.judge(event) : null;
}

interface NewestEdit {
    readonly edit: TimelineEvent | null;
    /** A newer one was left out, since its label is lower. */
    readonly lowered: boolean;
}

/**
 * The newest edit of each message by its own sender; in an encrypted room only encrypted ones count, in a labelled room only
 * those that are not refused and do not lower the label.
 */
function newestEdits(timeline: RoomTimeline, { encrypted, judge }: RowContext): Map<string, NewestEdit> {
    const newest = new Map<string, NewestEdit>();
    for (const event of timeline.events) {
        if (event.relation?.kind !== "edit" || event.redactedBy !== null) continue;
        if (encrypted && event.body !== "decrypted") continue;
        const target = timeline.get(event.relation.eventId);
        if (target?.senderId !== event.senderId) continue;
        const known = newest.get(target.eventId);
        if (known?.edit != null && known.edit.sentAtMs > event.sentAtMs) continue;
        const fits = judge === null || judge.mayReplace(known?.edit ?? target, event);
        if (fits === "refused") continue;
        newest.set(
            target.eventId,
            fits === "lowered" ? { edit: known?.edit ?? null, lowered: true } : { edit: event, lowered: false },
        );
    }
    return newest;
}

function editsInOutbox(outbox: readonly OutboxEntrySnapshot[]): Map<string, SendSnapshot> {
    const pending = new Map<string, SendSnapshot>();
    for (const entry of outbox) {
        const target = entry.payload.kind === "redaction" ? entry.payload.eventId : editTargetOf(entry.payload);
        if (target !== null && entry.state !== "sent") pending.set(target, sendOf(entry));
    }
    return pending;
}
