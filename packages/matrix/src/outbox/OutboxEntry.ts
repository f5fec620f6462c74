import type { EpochMs } from "@valise/base";
import type { EngineFailure, EventId, RoomId, SendKey, SendState, UserId } from "@valise/bridge";
import type { RecordChange, StoredValue } from "../store/RecordStore.ts";

export type EventContent = { readonly [member: string]: StoredValue | undefined };

/** Who goes first when several wait: crisis before chat before files. */
export type OutboxPriority = "crisis" | "chat" | "file";

/** An encrypted upload of one entry, and where its `EncryptedFile` goes in the event's content. */
export type FileSlot = "file" | "thumbnail";

/** What is to leave, before encryption. Everything here is kept in the sealed store only. */
export type OutboxPayload =
    /** A room event; encrypted by the carrier at the moment of sending where the room is encrypted. */
    | { readonly kind: "event"; readonly roomId: RoomId; readonly type: string; readonly content: EventContent }
    /** As `event`, after its attachments are uploaded: `content.file` and `content.info.thumbnail_file` are filled in then. */
    | { readonly kind: "file"; readonly roomId: RoomId; readonly type: string; readonly content: EventContent }
    | { readonly kind: "redaction"; readonly roomId: RoomId; readonly eventId: EventId; readonly reason: string | null }
    | {
          readonly kind: "state";
          readonly roomId: RoomId;
          readonly type: string;
          readonly stateKey: string;
          readonly content: EventContent;
      }
    | {
          readonly kind: "to-device";
          readonly type: string;
          /** Content in clear by person and device; `*` is every signed device. The carrier encrypts when `encrypt`. */
          readonly messages: { readonly [userId: UserId]: { readonly [deviceId: string]: EventContent } };
          readonly encrypt: boolean;
      };

/** What the engine hands over. */
export interface OutboxDraft {
    readonly payload: OutboxPayload;
    readonly priority: OutboxPriority;
    /** Bytes in clear; encrypted before they are persisted. Only with a `file` payload, where `file` is required. */
    readonly attachments?: { readonly [slot in FileSlot]?: Uint8Array };
    /** From then on it is of no use to anybody: taken out instead of sent (`Outbox.onExpired`); a room's is shown as failed. */
    readonly untilMs?: EpochMs;
    /** Said by the device itself: so long whatever else leaves its room goes first. After a restart it waits no more. */
    readonly restMs?: number;
    /** Changes that are written with it or not at all. */
    readonly alongside?: readonly RecordChange[];
}

/** What goes over the wire, made once per entry by the carrier and sent again as is after an unclear attempt. */
export interface SealedSend {
    /** `m.room.encrypted`, or the type itself where nothing is encrypted. */
    readonly type: string;
    readonly content: EventContent;
}

/** One thing on its way, as the timeline's local echo sees it. */
export interface OutboxEntrySnapshot {
    /** The transaction id on the wire; also `org.valise.id`'s companion. Never changes. */
    readonly key: SendKey;
    readonly roomId: RoomId | null;
    readonly payload: OutboxPayload;
    readonly priority: OutboxPriority;
    readonly queuedAtMs: EpochMs;
    /** `sent` entries stay until `settle`, so that the local echo never blinks. */
    readonly state: Exclude<SendState, "withheld">;
    readonly failure: EngineFailure | null;
    readonly retryAtMs: EpochMs | null;
    /** 0..1 while a file is being uploaded; else null. */
    readonly progress: number | null;
    /** Set once `sent`, for room events. */
    readonly eventId: EventId | null;
    readonly sizeBytes: number | null;
}
