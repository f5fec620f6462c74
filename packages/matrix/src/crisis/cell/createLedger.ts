import type { RoomId } from "@valise/bridge";
import {
    batchesOf,
    entriesBeyond,
    LEDGER_TYPE,
    type Ledger,
    type LedgerEntry,
    mergeEntries,
    parseBatch,
    slotOf,
} from "@valise/crisis";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";
import { roomTypes } from "../wire.ts";

/** What the own agency's cell knows, and how much of it stands in its ledger room (crisis SPEC 7). */
export interface CellLedger {
    /** Everything this device knows. */
    all(): Ledger;
    /** What every device of the cell can read in the ledger room. */
    published(): Ledger;
    /** On the disk when it resolves; published in batches soon after. */
    add(entries: readonly LedgerEntry[]): Promise<void>;
    /** Messages of the ledger room. */
    take(entry: RoomEntry, events: readonly TimelineEvent[]): Promise<void>;
    /** The ledger room this device writes to; null: none is joined. */
    room(): RoomId | null;
    onChanged(listener: () => void): void;
    /** More stands in the ledger room than before. */
    onPublished(listener: () => void): void;
    load(): Promise<void>;
    stop(): void;
}

/** Answers that come together go out together. */
const BATCH_MS = 400;

export function createLedger(
    parts: Pick<CrisisParts, "store" | "clock" | "book" | "outbox" | "community" | "agency">,
): CellLedger {
    const { book, outbox, clock, community, agency } = parts;
    const table = createCrisisTable<{ readonly entry: LedgerEntry; readonly published: boolean }>(
        parts.store,
        "ledger",
    );
    const changed: (() => void)[] = [];
    const publishedTo: (() => void)[] = [];
    let all: Ledger = new Map();
    let published: Ledger = new Map();
    /** Sent and not yet read back. */
    let sent: Ledger = new Map();
    let timer: Disposable | null = null;

    const isOwn = (userId: string) => agency !== null && community.agencyOfServer(serverNameOf(userId))?.id === agency;
    const isLedgerRoom = ({ record }: RoomEntry) =>
        record.type === roomTypes.ledger && record.membership === "join" && record.creators.some(isOwn);
    const room = (): RoomId | null => {
        const rooms = [...book.all()].filter(isLedgerRoom).map(({ record }) => record.roomId);
        // The same for every device of the cell, whichever it joined first.
        return (rooms.sort()[0] ?? null) as RoomId | null;
    };

    const keep = async (entries: readonly LedgerEntry[]) => {
        const slots = new Set(entries.map(slotOf));
        await table.put(
            [...slots].flatMap((slot) => {
                const entry = all.get(slot);
                const isOut = entry !== undefined && entriesBeyond(new Map([[slot, entry]]), published).length === 0;
                return entry === undefined ? [] : [[slot, { entry, published: isOut }] as const];
            }),
        );
        for (const listener of changed) listener();
    };

    const publish = async () => {
        timer = null;
        const roomId = room();
        if (roomId === null) return;
        const known = mergeEntries(published, [...sent.values()]);
        const fresh = entriesBeyond(all, known);
        sent = mergeEntries(sent, fresh);
        for (const batch of batchesOf(fresh)) {
            const payload = { kind: "event", roomId, type: LEDGER_TYPE, content: batch as never } as const;
            await outbox.enqueue({ payload, priority: "crisis" });
        }
    };
    const schedule = () => {
        timer ??= clock.after(BATCH_MS, () => void publish());
    };

    return {
        all: () => all,
        published: () => published,
        room,
        async add(entries) {
            const next = mergeEntries(all, entries);
            if (entriesBeyond(next, all).length === 0) return;
            all = next;
            await keep(entries);
            schedule();
        },
        async take(entry, events) {
            if (!isLedgerRoom(entry)) return;
            const read = events.flatMap((event) => {
                const isBatch = event.body === "decrypted" && event.type === LEDGER_TYPE && isOwn(event.senderId);
                const verdict = entry.judge?.judge(event).verdict.kind ?? "ok";
                const { v, entries } = event.content;
                const batch = isBatch && verdict !== "refuse" ? parseBatch({ v, entries }) : null;
                return batch?.ok ? batch.value.entries : [];
            });
            const next = mergeEntries(published, read);
            // Read before, in another run or on the way back through the room.
            if (entriesBeyond(next, published).length === 0) return;
            all = mergeEntries(all, read);
            published = next;
            await keep(read);
            for (const listener of publishedTo) listener();
            // Another device's word may lack what this one knows.
            if (entriesBeyond(all, mergeEntries(published, [...sent.values()])).length > 0) schedule();
        },
        onChanged: (listener) => void changed.push(listener),
        onPublished: (listener) => void publishedTo.push(listener),
        async load() {
            const rows = await table.list();
            all = mergeEntries(
                all,
                rows.map(({ value }) => value.entry),
            );
            published = mergeEntries(
                published,
                rows.filter(({ value }) => value.published).map(({ value }) => value.entry),
            );
            if (entriesBeyond(all, published).length > 0) schedule();
            for (const listener of changed) listener();
        },
        stop() {
            timer?.[Symbol.dispose]();
        },
    };
}
