import type { EpochMs } from "@valise/base";
import type { EngineFailure, EventId, SendKey } from "@valise/bridge";
import type { EncryptedFileInfo } from "../files/AttachmentCipher.ts";
import type { RecordChange, StoredValue } from "../store/RecordStore.ts";
import type { EventContent, FileSlot, OutboxPayload, OutboxPriority, SealedSend } from "./OutboxEntry.ts";

/** One encrypted upload. Its bytes lie in `outboxFiles` until `mxc` is known. */
export interface OutboxUpload {
    readonly info: EncryptedFileInfo;
    readonly sizeBytes: number;
    readonly mxc: string | null;
}

/** An entry as it lies in the store. Whether it is being sent right now is not persisted: after a kill nobody knows. */
export interface OutboxRecord {
    readonly key: SendKey;
    /** Order of everything in the outbox. */
    readonly seq: number;
    readonly payload: OutboxPayload;
    readonly priority: OutboxPriority;
    readonly queuedAtMs: EpochMs;
    readonly untilMs?: EpochMs;
    readonly state: "queued" | "failed" | "sent";
    readonly failure: EngineFailure | null;
    readonly uploads: { readonly [slot in FileSlot]?: OutboxUpload };
    /** Persisted before the first PUT. */
    readonly sealed: SealedSend | null;
    /** When the first attempt began whose outcome is not known; null when surely nothing of it is on the server. */
    readonly unclearSinceMs: EpochMs | null;
    readonly eventId: EventId | null;
}

export const recordKey = (key: SendKey) => ({ group: "", id: key });
export const fileKey = (key: SendKey, slot: FileSlot) => ({ group: key, id: slot });

export function putRecord(record: OutboxRecord): RecordChange {
    // Interfaces have no index signature; a record is plain JSON by construction.
    const value = record as unknown as StoredValue;
    return { kind: "put", table: "outbox", key: recordKey(record.key), value };
}

export function deleteRecord(record: OutboxRecord): RecordChange[] {
    return [
        { kind: "delete", table: "outbox", key: recordKey(record.key) },
        { kind: "delete-group", table: "outboxFiles", group: record.key },
    ];
}

/** The payload with the uploads filled in, as the carrier sees it. */
export function completePayload(record: OutboxRecord): OutboxPayload {
    const { payload, uploads } = record;
    if (payload.kind !== "file") return payload;
    const named = (upload: OutboxUpload): EventContent => ({ ...upload.info, url: upload.mxc ?? undefined });
    const info = payload.content.info as EventContent | undefined;
    return {
        ...payload,
        content: {
            ...payload.content,
            ...(uploads.file && { file: named(uploads.file) }),
            ...(uploads.thumbnail && { info: { ...info, thumbnail_file: named(uploads.thumbnail) } }),
        },
    };
}
