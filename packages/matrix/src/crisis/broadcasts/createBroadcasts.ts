import {
    ALARM_STEP_TYPE,
    type AlarmStepWire,
    type BroadcastBook,
    type BroadcastRef,
    broadcastKey,
    decideAlarm,
    keyOf,
    parseAlarmStep,
    type ReceivedBroadcast,
    recordBroadcast,
} from "@valise/crisis";
import { asObject } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";
import type { WatchBook } from "../watch/createWatchBook.ts";
import type { BroadcastRecord } from "./BroadcastRecord.ts";
import { newestFirst } from "./newestFirst.ts";
import { readBroadcast, saysBroadcast } from "./readBroadcast.ts";

/** Every broadcast this device has read, who may end it, and what alarms here. */
export interface Broadcasts {
    /** New events of a room; what is in them is kept and judged when it resolves. */
    take(entry: RoomEntry, events: readonly TimelineEvent[]): Promise<void>;
    records(): readonly BroadcastRecord[];
    find(ref: BroadcastRef): BroadcastRecord | null;
    book(): BroadcastBook;
    /** A step of its plan calls this person: alarms by the signed plan, once a step. */
    alarmAgain(step: AlarmStepWire): Promise<void>;
    /** The sound ends on this device; with `done` there is nothing left to look at. */
    silence(key: string, done: boolean): Promise<void>;
    onChanged(listener: () => void): void;
    /**
     * A broadcast that counts was read for the first time. True: what follows from it is on the disk; else it is told again at
     * the next start.
     */
    onReceived(listener: (record: BroadcastRecord) => Promise<boolean>): void;
    /** Tells of what a kill left untold, once its room is established. */
    resume(establish: (roomId: string) => Promise<void>): Promise<void>;
    load(): Promise<void>;
}

export interface BroadcastParts
    extends Pick<
        CrisisParts,
        "store" | "clock" | "book" | "gates" | "community" | "toDevice" | "me" | "agency" | "alarms"
    > {
    readonly watch: WatchBook;
    isAnswered(key: string): boolean;
}

const READ_BACK = ["en", "fr", "de"] as const;

const forgedKeyOf = ({ eventId }: TimelineEvent) => `forged ${eventId}`;

/** Codes of trust data that is not here yet, rather than of what was signed. */
const ofTrust: ReadonlySet<string> = new Set([
    ...["ATT_STATUS_MISSING", "ATT_STATUS_STALE", "ATT_ISSUER_UNKNOWN", "ATT_ROOT_UNKNOWN", "ATT_ROOT_EXPIRED"],
    ...["STM_TIME", "ATT_NOT_YET", "ATT_CHAIN_NOT_YET"],
]);
const isOfTrust = (code: string | null): boolean => code !== null && ofTrust.has(code);

export function createBroadcasts(parts: BroadcastParts): Broadcasts {
    const { clock, gates, community, watch, me, agency } = parts;
    const table = createCrisisTable<BroadcastRecord>(parts.store, "broadcast");
    const records = new Map<string, BroadcastRecord>();
    /** Read before there was trust data to judge them by. */
    const unjudged = new Map<string, { readonly entry: RoomEntry; readonly event: TimelineEvent }>();
    const changed: (() => void)[] = [];
    const receivedBy: ((record: BroadcastRecord) => Promise<boolean>)[] = [];
    let book: BroadcastBook = new Map();

    const keep = async (next: BroadcastRecord) => {
        const key = next.forgedKey ?? keyOf(next.received);
        records.set(key, next);
        await table.put([[key, next]]);
        for (const listener of changed) listener();
    };

    /** Decides, and remembers before anything sounds. */
    const alarm = async (
        record: BroadcastRecord,
        step: number,
        verdict: "ok" | "warn" | "refuse",
        standsIn: string[],
        isByHand = false,
    ) => {
        const { received } = record;
        const ruling = gates.ruling(received.room);
        const decision = decideAlarm(received, {
            step,
            verdict,
            agencies: ruling.kind === "ruled" ? ruling.charter.agencies : [],
            me: watch.addressee(me.userId, agency ?? ""),
            standsIn: standsIn.length > 0,
            byHandFor: isByHand ? standsIn : undefined,
            book,
            alarmed: new Set(record.alarmed),
            answered: parts.isAnswered(keyOf(received)),
            policy: parts.alarms,
            nowS: nowSOf(clock),
        });
        if (decision.kind === "none") return record;
        const { key, sounds, repeatEveryS = null, raisesWindow, throughDoNotDisturb, missed } = decision;
        return {
            ...record,
            alarmed: [...record.alarmed, key],
            alarm: { step, sounds, repeatEveryS, raisesWindow, throughDoNotDisturb, missed, standsInFor: standsIn },
        };
    };

    const judge = async (entry: RoomEntry, event: TimelineEvent) => {
        const { roomId } = entry.record;
        const known = [...records.values()].find(({ eventId }) => eventId === event.eventId);
        if (known !== undefined && !isOfTrust(known.refused)) return;
        const context = community.context();
        // A room without a charter is no channel: nothing in it alarms.
        if (context === null || gates.ruling(roomId).kind === "checking") {
            unjudged.set(event.eventId, { entry, event });
            return;
        }
        const read = await readBroadcast(event, roomId, context);
        if (read?.ok === true) return believe(entry, event, read.value);
        if (read === null) return;
        // With newer trust data it may yet be believed.
        if (isOfTrust(read.error.code)) unjudged.set(event.eventId, { entry, event });
        if (known === undefined) await keepForged(read.error.received, event, read.error.code);
    };

    /** Its author is proven; the message's verdict still decides whether it counts. */
    const believe = async (entry: RoomEntry, event: TimelineEvent, received: ReceivedBroadcast) => {
        await forget(forgedKeyOf(event));
        const recorded = recordBroadcast(book, received);
        if (recorded.kind === "replay") await keepForged(received, event, "CRS_REPLAY");
        if (recorded.kind !== "recorded") return;
        book = recorded.book;
        const { roomId } = entry.record;
        const verdict = entry.judge?.judge(event).verdict ?? { kind: "ok", code: null };
        const isRuled = gates.ruling(roomId).kind === "ruled";
        const refused = verdict.kind === "refuse" ? verdict.code : isRuled ? null : "CRS_UNLABELLED";
        const fresh: BroadcastRecord = {
            received,
            eventId: event.eventId,
            refused,
            alarmed: [],
            alarm: null,
            readBack: [],
            sentHere: event.transactionId !== null,
            told: refused !== null,
        };
        const next = refused === null ? await alarm(fresh, 0, verdict.kind, []) : fresh;
        await keep(next);
        await endReplaced(received);
        if (refused !== null) return;
        await tell(keyOf(received));
        void makeReadBack(received);
    };

    const forget = async (key: string) => {
        if (!records.delete(key)) return;
        await table.remove([key]);
    };
    const keepForged = (received: ReceivedBroadcast, event: TimelineEvent, refused: string) =>
        keep({
            ...{ forgedKey: forgedKeyOf(event), received, eventId: event.eventId, refused },
            ...{ alarmed: [], alarm: null, readBack: [], sentHere: false, told: true },
        });
    const tell = async (key: string) => {
        const record = records.get(key);
        if (record === undefined) return;
        const done = await Promise.all(receivedBy.map((listener) => listener(record).catch(() => false)));
        const now = records.get(key);
        if (now !== undefined && done.every(Boolean)) await keep({ ...now, told: true });
    };

    const makeReadBack = async (received: ReceivedBroadcast) => {
        // The lists of words are loaded with the first broadcast.
        const { readBackCodes } = await import("./readBackCodes.ts");
        const codes = readBackCodes(received.digest);
        const readBack = READ_BACK.map((lang) => ({ lang, words: codes[lang] }));
        const record = records.get(keyOf(received));
        if (record !== undefined) await keep({ ...record, readBack });
    };

    /** What is cancelled or superseded stops sounding at once. */
    const endReplaced = async ({ wire }: ReceivedBroadcast) => {
        for (const ref of wire.refs) {
            const earlier = records.get(broadcastKey(ref));
            if (earlier?.alarm != null) await keep({ ...earlier, alarm: null });
        }
    };
    const judgeAgain = async () => {
        const waiting = [...unjudged.values()];
        unjudged.clear();
        for (const { entry, event } of waiting) await judge(entry, event);
    };
    community.onChanged(() => void judgeAgain());
    gates.onChanged(() => void (unjudged.size > 0 && judgeAgain()));

    const alarmAgain: Broadcasts["alarmAgain"] = async ({ broadcast, step, for: instead = [], now }) => {
        const record = records.get(broadcastKey(broadcast));
        if (record === undefined || record.refused !== null) return;
        const next = await alarm(record, step, "ok", [...instead], now);
        if (next !== record) await keep(next);
    };
    parts.toDevice.on(ALARM_STEP_TYPE, async ({ senderId, content, isSenderSigned }) => {
        const step = parseAlarmStep(content);
        const record = step.ok ? records.get(broadcastKey(step.value.broadcast)) : undefined;
        if (!step.ok || record === undefined || record.refused !== null) return;
        const ruling = gates.ruling(record.received.room);
        const cells = ruling.kind === "ruled" ? ruling.charter.cells : {};
        // Only one's own agency's cell calls its people again.
        if (!watch.bothCells(cells, agency ?? "").includes(senderId) || !(await isSenderSigned())) return;
        await alarmAgain(step.value);
    });

    return {
        async take(entry, events) {
            for (const event of events) if (saysBroadcast(event)) await judge(entry, event);
            const { roomId } = entry.record;
            const hasFile = events.some(({ body, content }) => body === "decrypted" && asObject(content.file) !== null);
            const awaits = [...records.values()].some(
                ({ received: { room, wire } }) => room === roomId && wire.attachments.length > 0,
            );
            if (hasFile && awaits) for (const listener of changed) listener();
        },
        records: () => newestFirst(records.values(), book),
        find: (ref) => records.get(broadcastKey(ref)) ?? null,
        book: () => book,
        alarmAgain,
        async silence(key, done) {
            const record = records.get(key);
            if (record?.alarm == null) return;
            await keep({ ...record, alarm: done ? null : { ...record.alarm, sounds: false } });
        },
        onChanged: (listener) => void changed.push(listener),
        onReceived: (listener) => void receivedBy.push(listener),
        async resume(establish) {
            for (const { received, told } of [...records.values()]) {
                if (told !== false) continue;
                await establish(received.room);
                await tell(keyOf(received));
            }
        },
        async load() {
            for (const { id, value } of await table.list()) {
                if (records.has(id)) continue;
                records.set(id, value);
                if (value.forgedKey === undefined) book = recordBroadcast(book, value.received).book;
            }
            for (const listener of changed) listener();
        },
    };
}
