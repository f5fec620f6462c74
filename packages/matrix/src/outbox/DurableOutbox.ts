import { createInOrder, err, ok, type Result } from "@valise/base";
import type { EventId, RoomId, SendKey } from "@valise/bridge";
import { decideFileSize } from "../files/limits.ts";
import type { RecordChange, StoreFailure } from "../store/RecordStore.ts";
import { type AttemptFailure, attemptSend, attemptUploads, sealAhead } from "./attemptSend.ts";
import { backOffMs, serverErrorBackOff } from "./backOff.ts";
import { classifyCarry } from "./classifyCarry.ts";
import { countOutbox } from "./countOutbox.ts";
import { createExpiry, type Expiry, nextExpiryMs } from "./createExpiry.ts";
import { createRecord } from "./createRecord.ts";
import { bySeq, decideTurns, isFirstIn } from "./decideTurns.ts";
import {
    createLiveEntry,
    type LiveEntry,
    needsUpload,
    progressed,
    roomOf,
    showEntry,
    untilEnded,
} from "./LiveEntry.ts";
import type { Outbox, OutboxCounts, OutboxRefusal } from "./Outbox.ts";
import type { FileSlot, OutboxDraft, OutboxEntrySnapshot } from "./OutboxEntry.ts";
import { deleteRecord, fileKey, type OutboxRecord, putRecord } from "./OutboxRecord.ts";
import type { OutboxParts } from "./openOutbox.ts";
import { ServerGate } from "./ServerGate.ts";

/** At most so many at once; two more places are kept for crisis, so that it never waits behind chat. */
const maxSends = 4;
const crisisExtra = 2;
const maxUploads = 1;

const gone: StoreFailure = { kind: "store-unavailable", cause: new Error("the entry is gone or the outbox closed") };

/** See Outbox. The turn-taking is here; what one attempt does is in attemptSend, what its failure means in classifyCarry. */
export class DurableOutbox implements Outbox {
    readonly #damagedCount: number;
    readonly #parts: Required<OutboxParts>;
    readonly #entries = new Map<SendKey, LiveEntry>();
    readonly #listeners = new Set<(roomId: RoomId | null) => void>();
    readonly #expiry: Expiry = createExpiry({
        write: (entry, change) => this.#write(entry, change),
        remove: (entry) => this.#remove(entry),
    });
    readonly onExpired = this.#expiry.onExpired;
    readonly fileOf: Outbox["fileOf"] = (key) => this.#entries.get(key)?.record.uploads.file?.info ?? null;
    readonly #gates: { readonly send: ServerGate; readonly upload: ServerGate };
    readonly #inTurn = createInOrder();
    #nextSeq: number;
    #paused = true;
    #closed = false;
    #timer: Disposable | null = null;

    constructor(parts: Required<OutboxParts>, records: readonly OutboxRecord[], damagedCount: number) {
        this.#parts = parts;
        this.#damagedCount = damagedCount;
        this.#gates = { send: new ServerGate(parts.random), upload: new ServerGate(parts.random) };
        for (const record of records) this.#entries.set(record.key, createLiveEntry(record));
        this.#nextSeq = records.reduce((max, record) => Math.max(max, record.seq), 0) + 1;
    }

    async enqueue(draft: OutboxDraft): Promise<Result<SendKey, StoreFailure | OutboxRefusal>> {
        for (const bytes of Object.values(draft.attachments ?? {})) {
            const refusal = decideFileSize(bytes.byteLength, this.#parts.uploadLimitBytes());
            if (refusal !== null) return err(refusal);
        }
        const { record, files } = createRecord(draft, this.#nextSeq++, this.#parts);
        const { payload } = record;
        const { restMs = 0 } = draft;
        const nowMs = this.#nowMs();
        const isFree = !this.#paused && this.#gates.send.untilMs <= nowMs;
        const isFirst = payload.kind === "event" && isFirstIn(payload.roomId, this.#entries.values(), nowMs);
        const leaves = isFree && isFirst && restMs === 0;
        const sealing = leaves ? sealAhead(record, this.#parts.carrier) : null;
        const changes = [...files, ...(draft.alongside ?? []), putRecord(record)];
        // What leaves at once need not wait for the disk's cache: before the person is told it outlasts a loss of power, on the
        // server, or here where that does not answer soon. Of what rests nobody is told.
        const written = await this.#parts.store.write(changes, leaves || restMs > 0 ? "relaxed" : "strict");
        if (!written.ok) return written;
        const entry = createLiveEntry(record, { sealing, restsUntilMs: nowMs + restMs });
        this.#entries.set(record.key, entry);
        const ended = leaves ? untilEnded(entry, this.#parts.clock) : null;
        this.#changed(record);
        // Not taken at once: sealed anew in its own turn.
        entry.sealing = null;
        if (entry.running !== null) await ended;
        if (leaves && entry.record.state !== "sent") await this.#write(entry, {});
        return ok(record.key);
    }

    async retry(key: SendKey): Promise<Result<void, StoreFailure | OutboxRefusal>> {
        const entry = this.#entries.get(key);
        if (entry === undefined || entry.record.state === "sent") return err({ kind: "not-in-outbox" });
        if (entry.running !== null) return ok();
        const seq = entry.record.state === "failed" ? this.#nextSeq++ : entry.record.seq;
        entry.notBeforeMs = 0;
        entry.failuresInARow = 0;
        entry.notReady = false;
        this.#gates.send.reset(this.#nowMs());
        this.#gates.upload.reset(this.#nowMs());
        return this.#write(entry, { state: "queued", failure: null, seq });
    }

    async discard(key: SendKey): Promise<Result<void, StoreFailure | OutboxRefusal>> {
        const entry = this.#entries.get(key);
        if (entry === undefined || entry.record.state === "sent") return err({ kind: "not-in-outbox" });
        if (entry.running?.stage === "send") return err({ kind: "already-sending" });
        entry.running?.abort.abort();
        // Out of sight at once, so that no attempt begins while the disk is busy.
        this.#entries.delete(key);
        const removed = await this.#remove(entry);
        if (!removed.ok) this.#entries.set(key, entry);
        return removed;
    }

    async confirm(key: SendKey, eventId: EventId): Promise<void> {
        const entry = this.#entries.get(key);
        if (entry === undefined || entry.record.state === "sent") return;
        entry.running?.abort.abort();
        await this.#markSent(entry, eventId);
    }

    async settle(key: SendKey): Promise<void> {
        const entry = this.#entries.get(key);
        // Where a loss of power brings it back, the next start takes it away again.
        if (entry?.record.state === "sent") await this.#remove(entry, "relaxed");
    }

    connectionReturned(): void {
        this.#gates.send.reset(this.#nowMs());
        this.#gates.upload.reset(this.#nowMs());
        for (const entry of this.#entries.values()) Object.assign(entry, { notBeforeMs: 0, failuresInARow: 0 });
        this.#pump();
    }

    wake(roomId: RoomId): void {
        for (const entry of this.#entries.values()) {
            if (roomOf(entry.record) === roomId) Object.assign(entry, { notReady: false, woken: true });
        }
        this.#pump();
    }

    pause(): void {
        this.#paused = true;
    }

    resume(): void {
        this.#paused = false;
        this.#pump();
    }

    entriesOf(roomId: RoomId): readonly OutboxEntrySnapshot[] {
        const own = [...this.#entries.values()].filter(({ record }) => roomOf(record) === roomId);
        return own.sort(bySeq).map((entry) => this.#snapshot(entry));
    }

    entry(key: SendKey): OutboxEntrySnapshot | null {
        const entry = this.#entries.get(key);
        return entry === undefined ? null : this.#snapshot(entry);
    }

    snapshot(): OutboxCounts {
        return countOutbox(this.#entries.values(), this.#damagedCount);
    }

    subscribe(listener: (roomId: RoomId | null) => void): Disposable {
        this.#listeners.add(listener);
        return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
    }

    async close(): Promise<void> {
        this.#closed = true;
        this.#timer?.[Symbol.dispose]();
        for (const entry of this.#entries.values()) entry.running?.abort.abort();
        this.#listeners.clear();
    }

    /** Starts all that may go now, and comes back when the next may. */
    #pump(): void {
        if (this.#paused || this.#closed) return;
        this.#timer?.[Symbol.dispose]();
        const nowMs = this.#nowMs();
        const wallMs = this.#parts.clock.nowMs();
        const live = this.#expiry.sift(this.#entries.values(), wallMs);
        const decide = () => decideTurns(live, this.#gates.upload.untilMs > nowMs, nowMs);
        const turns = decide();
        for (const { entry, mayLeave } of turns.ready) {
            if (needsUpload(entry.record)) this.#startUpload(entry, nowMs);
            else if (mayLeave) this.#startSend(entry, nowMs);
        }
        const gatesMs = [this.#gates.send.untilMs, this.#gates.upload.untilMs].filter((untilMs) => untilMs > nowMs);
        const expiryMs = nowMs + nextExpiryMs(live) - wallMs;
        const nextMs = Math.min(decide().nextMs, expiryMs, ...(turns.ready.length > 0 ? gatesMs : []));
        if (nextMs < Number.POSITIVE_INFINITY) {
            this.#timer = this.#parts.clock.after(Math.max(1, nextMs - nowMs), () => this.#pump());
        }
    }

    #runningCount(stage: "upload" | "send"): number {
        return [...this.#entries.values()].filter(({ running }) => running?.stage === stage).length;
    }

    #startUpload(entry: LiveEntry, nowMs: number): void {
        if (this.#runningCount("upload") >= maxUploads || !this.#gates.upload.mayEnter(nowMs)) return;
        const { store, carrier } = this.#parts;
        const { key } = entry.record;
        this.#run(entry, "upload", this.#gates.upload, async (signal) => {
            const done = await attemptUploads(
                () => entry.record,
                async (slot) => {
                    const stored = await store.get("outboxFiles", fileKey(key, slot));
                    if (!stored.ok) return stored.error.kind === "store-corrupt" ? "lost" : "unreadable";
                    return stored.value instanceof Uint8Array ? stored.value : "lost";
                },
                (slot, mxc) => this.#uploaded(entry, slot, mxc, signal),
                carrier,
                signal,
                (fraction) => progressed(entry, fraction) && this.#tell(entry.record),
            );
            return done.ok ? null : done.error;
        });
    }

    async #uploaded(entry: LiveEntry, slot: FileSlot, mxc: string, signal: AbortSignal): Promise<boolean> {
        const upload = entry.record.uploads[slot];
        if (upload === undefined || signal.aborted || this.#closed) return false;
        const change = { uploads: { ...entry.record.uploads, [slot]: { ...upload, mxc } } };
        const gone: RecordChange = { kind: "delete", table: "outboxFiles", key: fileKey(entry.record.key, slot) };
        return (await this.#write(entry, change, [gone])).ok;
    }

    #startSend(entry: LiveEntry, nowMs: number): void {
        const room = entry.record.priority === "crisis" ? maxSends + crisisExtra : maxSends;
        if (this.#runningCount("send") >= room || !this.#gates.send.mayEnter(nowMs)) return;
        const { carrier, clock } = this.#parts;
        const wasUnclear = entry.record.unclearSinceMs !== null;
        const { sealing } = entry;
        this.#run(entry, "send", this.#gates.send, async (signal) => {
            const answer = await attemptSend(
                () => entry.record,
                async (change) => {
                    const isOn = !signal.aborted && !this.#closed;
                    return isOn && (await this.#write(entry, change, [], "relaxed")).ok;
                },
                carrier,
                clock,
                signal,
                sealing,
            );
            if (signal.aborted) return null;
            if (answer.ok) {
                await this.#markSent(entry, answer.value.eventId);
                return null;
            }
            const { error } = answer;
            const unclear = error.kind === "dropped" || classifyCarry(error, clock.nowMs()).unclear;
            // Surely refused, now and before: the next attempt is sealed for the recipients of its own moment.
            if (!unclear && !wasUnclear && entry.record.sealed !== null) {
                await this.#write(entry, { sealed: null, unclearSinceMs: null });
            }
            return error;
        });
    }

    /** Runs one stage of an entry; `stage` answers why it failed, or null. */
    async #run(
        entry: LiveEntry,
        stage: "upload" | "send",
        gate: ServerGate,
        task: (signal: AbortSignal) => Promise<AttemptFailure | null>,
    ): Promise<void> {
        const abort = new AbortController();
        entry.running = { stage, abort, sinceMs: this.#nowMs() };
        gate.enter();
        this.#tell(entry.record);
        // A carrier that throws breaks its contract; the entry must survive that too, and is unclear.
        const failure = await task(abort.signal).catch(
            (cause: unknown): AttemptFailure => ({ kind: "no-answer", reached: true, cause }),
        );
        if (entry.running?.abort === abort) entry.running = null;
        entry.progress = null;
        entry.ended();
        if (abort.signal.aborted) gate.leave();
        else if (failure === null) {
            gate.leaveOpen(this.#nowMs());
            entry.failuresInARow = 0;
        } else await this.#failed(entry, failure, gate);
        if (!this.#closed) this.#changed(entry.record);
    }

    async #failed(entry: LiveEntry, failure: AttemptFailure, gate: ServerGate): Promise<void> {
        const nowMs = this.#nowMs();
        const backOff = () => {
            entry.notBeforeMs = nowMs + backOffMs(serverErrorBackOff, ++entry.failuresInARow, this.#parts.random());
        };
        if (failure.kind === "dropped") {
            // The disk refused: nothing went out that is not noted. Try again, with patience.
            gate.leave();
            return backOff();
        }
        const verdict = classifyCarry(failure, this.#parts.clock.nowMs());
        switch (verdict.kind) {
            case "server":
                gate.leaveClosed(verdict.failure, verdict.waitMs, nowMs);
                // The next probe is another's, lest one entry that always fails so keep all others from trying.
                entry.notBeforeMs = gate.untilMs + Math.min(5_000, 250 * entry.failuresInARow++);
                return;
            case "entry":
                gate.leaveOpen(nowMs);
                backOff();
                break;
            case "not-ready":
                gate.leave();
                entry.notReady = !entry.woken;
                entry.woken = false;
                break;
            case "signed-out":
                gate.leave();
                this.pause();
                this.#parts.signedOut(verdict.soft);
                break;
            case "cancelled":
                gate.leave();
                backOff();
                break;
            case "permanent":
                gate.leaveOpen(nowMs);
                // Where the disk refuses even this note, the entry stays queued and is tried again, with patience.
                if (!(await this.#write(entry, { state: "failed", failure: verdict.failure })).ok) backOff();
                return;
        }
        // A passing failure is shown; it need not survive a restart by itself, so a refusing disk is no new failure.
        if (this.#entries.has(entry.record.key)) await this.#write(entry, { failure: verdict.failure });
    }

    async #markSent(entry: LiveEntry, eventId: EventId | null): Promise<void> {
        entry.running = null;
        if (entry.record.payload.kind === "to-device") {
            await this.#remove(entry);
            return;
        }
        // Even where the disk refuses this note it is sent; the next start finds the unclear attempt and looks.
        const sent = { state: "sent", failure: null, sealed: null, unclearSinceMs: null, eventId } as const;
        entry.record = { ...entry.record, ...sent };
        await this.#write(entry, sent, [], "relaxed");
        this.#changed(entry.record);
    }

    /**
     * One change after the other, each upon the one before: two of one entry can never undo each other. What an attempt
     * notes of itself need not outlast a loss of power: without it the entry is tried again under the same transaction id.
     */
    #write(
        entry: LiveEntry,
        change: Partial<OutboxRecord>,
        more: readonly RecordChange[] = [],
        durability: "strict" | "relaxed" = "strict",
    ): Promise<Result<void, StoreFailure>> {
        return this.#inTurn(async () => {
            if (this.#closed || this.#entries.get(entry.record.key) !== entry) return err(gone);
            const record = { ...entry.record, ...change };
            const written = await this.#parts.store.write([putRecord(record), ...more], durability);
            if (!written.ok) return written;
            entry.record = record;
            this.#changed(record);
            return written;
        });
    }

    #remove(entry: LiveEntry, durability: "strict" | "relaxed" = "strict"): Promise<Result<void, StoreFailure>> {
        return this.#inTurn(async () => {
            if (this.#closed) return err(gone);
            const written = await this.#parts.store.write(deleteRecord(entry.record), durability);
            if (!written.ok) return written;
            this.#entries.delete(entry.record.key);
            this.#changed(entry.record);
            return written;
        });
    }

    #snapshot(entry: LiveEntry): OutboxEntrySnapshot {
        const nowMs = this.#nowMs();
        const gate = needsUpload(entry.record) ? this.#gates.upload : this.#gates.send;
        const held = { failure: gate.failureAt(nowMs), untilMs: gate.untilMs };
        return showEntry(entry, held, nowMs, this.#parts.clock.nowMs());
    }

    #nowMs(): number {
        return this.#parts.clock.monotonicMs();
    }

    #changed(record: OutboxRecord): void {
        this.#tell(record);
        this.#pump();
    }

    #tell(record: OutboxRecord): void {
        for (const listener of this.#listeners) listener(roomOf(record));
    }
}
