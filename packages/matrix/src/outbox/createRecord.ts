import type { Clock } from "@valise/base";
import type { SendKey } from "@valise/bridge";
import type { AttachmentCipher } from "../files/AttachmentCipher.ts";
import type { RecordChange } from "../store/RecordStore.ts";
import type { FileSlot, OutboxDraft } from "./OutboxEntry.ts";
import { fileKey, type OutboxRecord, type OutboxUpload } from "./OutboxRecord.ts";

/** Turns a draft into its first record. Attachments are encrypted here, each with its own key: no plaintext reaches the disk. */
export function createRecord(
    draft: OutboxDraft,
    seq: number,
    parts: { readonly cipher: AttachmentCipher; readonly clock: Clock },
): { readonly record: OutboxRecord; readonly files: readonly RecordChange[] } {
    const key = createSendKey();
    const uploads: { [slot in FileSlot]?: OutboxUpload } = {};
    const files: RecordChange[] = [];
    for (const slot of ["file", "thumbnail"] as const) {
        const plain = draft.attachments?.[slot];
        if (plain === undefined) continue;
        const { bytes, info } = parts.cipher.encrypt(plain);
        uploads[slot] = { info, sizeBytes: bytes.byteLength, mxc: null };
        files.push({ kind: "put", table: "outboxFiles", key: fileKey(key, slot), value: bytes });
    }
    const record: OutboxRecord = {
        key,
        seq,
        payload: draft.payload,
        priority: draft.priority,
        queuedAtMs: parts.clock.nowMs(),
        ...(draft.untilMs !== undefined && { untilMs: draft.untilMs }),
        state: "queued",
        failure: null,
        uploads,
        sealed: null,
        unclearSinceMs: null,
        eventId: null,
    };
    return { record, files };
}

/** 128 random bits, base64url: fit to be `org.valise.id` as well. */
function createSendKey(): SendKey {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const base64 = btoa(String.fromCharCode(...bytes));
    return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") as SendKey;
}
