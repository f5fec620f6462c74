import type { Clock } from "@valise/base";
import { type Clearance, covers, formatLabel, join, type Label, type PolicyRegistry, parseLabel } from "@valise/labels";
import { asObject, asString } from "../../json.ts";
import type { RoomBook, RoomEntry } from "../../rooms/RoomBook.ts";
import type { RecordStore } from "../../store/RecordStore.ts";
import type { RoomGates } from "../room/RoomGates.ts";
import type { LabelledRoom } from "./decideOutgoing.ts";
import { createKeptVerdicts } from "./KeptVerdicts.ts";
import { createRoomJudge } from "./RoomJudge.ts";
import type { RoomLabels, SenderStanding } from "./RoomLabels.ts";

export interface MessageGateParts {
    readonly book: RoomBook;
    readonly gates: Pick<RoomGates, "ruling" | "memberOf" | "wasLetIn" | "onChanged">;
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly myUserId: string;
    registry(): PolicyRegistry;
    /** One's own, as it counts now. */
    clearance(): Clearance | undefined;
    /** What is shown of a room changed: its rows, preview and counts. */
    judged(roomId: string): void;
}

/** What labels mean to messages, room by room. Unlabelled rooms have no judge and cost nothing. */
export interface MessageGate {
    /** What may be sent there: null in an unlabelled room, a label of null while the charter is being verified. */
    labelsOf(roomId: string): RoomLabels | null;
    /** What one may write there by: one's own clearance, or the room's label while one is let in by break-glass. */
    clearance(roomId: string): Clearance | undefined;
    /** The room's judge is in place, and what was made of its messages before is at hand. */
    prepare(roomId: string): Promise<void>;
    /** Trust data or one's own clearance is another: markings and what is not settled are made anew. */
    refresh(): void;
    stop(): Promise<void>;
}

export function isLabelled(room: RoomLabels): room is LabelledRoom {
    return room.label !== null;
}

export function createMessageGate(parts: MessageGateParts): MessageGate {
    const { book, gates, store, clock } = parts;
    const raised = new Map<string, Label>();
    const recalled = new Set<string>();
    const prepared = new Map<string, Promise<void>>();

    const labelsOf = (roomId: string): RoomLabels | null => {
        const ruling = gates.ruling(roomId);
        if (ruling.kind === "unlabelled") return null;
        const common = { registry: parts.registry(), ownPolicy: parts.clearance()?.policy ?? null };
        if (ruling.kind !== "ruled") return { ...unruled, ...common };
        const { label, ceilingLevel } = ruling;
        return { ...common, label, highest: raise(roomId, label, common.registry), ceilingLevel };
    };

    /** The highest label ever ruled here: a room lowered by two officers still holds what was written before. */
    const raise = (roomId: string, label: Label, registry: PolicyRegistry): Label => {
        const before = raised.get(roomId);
        const after = before === undefined ? label : higher(before, label, registry);
        if (after === before) return after;
        raised.set(roomId, after);
        // Not over what an earlier run has kept, before that was read.
        if (recalled.has(roomId)) void keepHighest(roomId, after, registry);
        return after;
    };
    const keepHighest = (roomId: string, label: Label, registry: PolicyRegistry) => {
        const value = { label: formatLabel(label, registry) };
        const key = { group: HIGHEST, id: roomId };
        return store.write([{ kind: "put", table: "verdicts", key, value }], "relaxed");
    };
    const recall = async (roomId: string) => {
        const found = await store.get("verdicts", { group: HIGHEST, id: roomId });
        recalled.add(roomId);
        const registry = parts.registry();
        const text = found.ok ? asString(asObject(found.value)?.label) : null;
        const kept = text === null ? null : parseLabel(text, registry);
        if (kept?.ok === true) raise(roomId, kept.value, registry);
        const now = raised.get(roomId);
        if (now !== undefined) await keepHighest(roomId, now, registry);
    };

    const standingOf = (roomId: string, userId: string): SenderStanding => {
        if (gates.ruling(roomId).kind !== "ruled") return { kind: "checking" };
        const member = gates.memberOf(roomId, userId);
        if (member === null) return isGone(book.get(roomId), userId) ? { kind: "left" } : { kind: "checking" };
        if (member.reads) return { kind: "stands" };
        return member.code === null || member.masterKey === null
            ? { kind: "checking" }
            : { kind: "refused", code: member.code };
    };

    const prepare = (roomId: string): Promise<void> => {
        const entry = book.get(roomId);
        if (entry === null || (entry.judge === null && gates.ruling(roomId).kind === "unlabelled")) return nothing;
        // A room that was left and is back is another entry.
        const running = entry.judge === null ? makeJudge(entry) : (prepared.get(roomId) ?? nothing);
        prepared.set(roomId, running);
        return running;
    };
    const makeJudge = async (entry: RoomEntry) => {
        const { roomId } = entry.record;
        const kept = createKeptVerdicts(store, clock, roomId);
        const judge = createRoomJudge({
            myUserId: parts.myUserId,
            kept,
            // A charter once seen is never unseen, so a labelled room stays one.
            labels: () => labelsOf(roomId) ?? { ...unruled, registry: parts.registry() },
            standingOf: (userId) => standingOf(roomId, userId),
            wasLetIn: (userId, atMs) => gates.wasLetIn(roomId, userId, atMs),
        });
        entry.judge = judge;
        await Promise.all([kept.load(), recall(roomId)]);
        judge.changed();
        parts.judged(roomId);
    };

    gates.onChanged((roomId) => {
        const judge = book.get(roomId)?.judge ?? null;
        if (judge === null) {
            void prepare(roomId);
            return;
        }
        judge.changed();
        parts.judged(roomId);
    });

    return {
        labelsOf,
        clearance(roomId) {
            const ruling = gates.ruling(roomId);
            const isLetIn = gates.memberOf(roomId, parts.myUserId)?.because === "break-glass";
            return ruling.kind === "ruled" && isLetIn ? ruling.label : parts.clearance();
        },
        prepare,
        refresh() {
            for (const { judge, record } of book.all()) {
                if (judge === null) continue;
                judge.changed();
                parts.judged(record.roomId);
            }
        },
        async stop() {
            await Promise.all(prepared.values());
            for (const { judge } of book.all()) await judge?.kept.flush();
        },
    };
}

const nothing = Promise.resolve();
const HIGHEST = "highest";
const unruled = { label: null, highest: null, ceilingLevel: null, ownPolicy: null };

function isGone(entry: RoomEntry | null, userId: string): boolean {
    return entry?.membersComplete === true && entry.members.get(userId)?.membership !== "join";
}

/** The one that covers the other; where neither does, both at once. */
function higher(before: Label, now: Label, registry: PolicyRegistry): Label {
    if (covers(before, now, registry).ok) return before;
    if (covers(now, before, registry).ok) return now;
    const both = join([before, now], registry);
    return both.ok ? both.value : now;
}
