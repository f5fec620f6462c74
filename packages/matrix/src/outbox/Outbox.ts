import type { Result } from "@valise/base";
import type { EventId, OutboxSnapshot, RoomId, SendKey } from "@valise/bridge";
import type { EncryptedFileInfo } from "../files/AttachmentCipher.ts";
import type { StoreFailure } from "../store/RecordStore.ts";
import type { OutboxDraft, OutboxEntrySnapshot, OutboxPayload } from "./OutboxEntry.ts";

export type OutboxRefusal =
    | { readonly kind: "not-in-outbox" }
    /** Too late: the server may have it already. Delete the message instead once it is sent. */
    | { readonly kind: "already-sending" }
    | { readonly kind: "too-large"; readonly limitBytes: number };

export type OutboxCounts = Omit<OutboxSnapshot, "expired">;

/** The durable outbox under everything that leaves. Made by `openOutbox`. */
export interface Outbox {
    /** Resolves when the entry is on the disk; only then may it be shown as queued. */
    enqueue(draft: OutboxDraft): Promise<Result<SendKey, StoreFailure | OutboxRefusal>>;
    /** Tries a `failed` entry again, behind those of its room already waiting; one that waits out a failure, at once. */
    retry(key: SendKey): Promise<Result<void, StoreFailure | OutboxRefusal>>;
    /** Takes out an entry that is not being sent; stops an upload. */
    discard(key: SendKey): Promise<Result<void, StoreFailure | OutboxRefusal>>;
    /** The server's timeline shows the event of this entry (its `unsigned.transaction_id`): whatever was unclear, it is sent. */
    confirm(key: SendKey, eventId: EventId): Promise<void>;
    /** The event stands in the timeline: the `sent` entry is no longer needed. */
    settle(key: SendKey): Promise<void>;
    /** The connection came back: every waiting-out is over (a server's own Retry-After is still obeyed). */
    connectionReturned(): void;
    /** Recipients of this room are established: entries that waited for that go on. */
    wake(roomId: RoomId): void;
    /** While signed out nothing leaves and nothing is lost. Starts paused; call `resume` when the session is up. */
    pause(): void;
    resume(): void;
    /** In the order in which they will appear. */
    entriesOf(roomId: RoomId): readonly OutboxEntrySnapshot[];
    entry(key: SendKey): OutboxEntrySnapshot | null;
    /** The file of an entry as its event will name it, but for where it lies. */
    fileOf(key: SendKey): EncryptedFileInfo | null;
    snapshot(): OutboxCounts;
    /** Called after each change that is on the disk, with the entry's room (null: to-device). */
    subscribe(listener: (roomId: RoomId | null) => void): Disposable;
    /** A to-device message was taken out since its time had passed before it surely left. Never silently: whoever sent it says so. */
    onExpired(listener: (payload: OutboxPayload) => void): void;
    /** Stops; running attempts are abandoned (they are unclear, and resolved at the next start). */
    close(): Promise<void>;
}
