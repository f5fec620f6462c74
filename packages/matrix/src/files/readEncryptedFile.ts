import { err, type Result } from "@valise/base";
import type { CarryFailure } from "../outbox/OutboxCarrier.ts";
import type { AttachmentCipher } from "./AttachmentCipher.ts";
import { maxFileBytes } from "./limits.ts";
import type { DownloadControl, MediaCarrier } from "./MediaCarrier.ts";
import { parseEncryptedFile } from "./parseEncryptedFile.ts";

export type ReadFileFailure = CarryFailure | { readonly kind: "file-damaged" } | { readonly kind: "too-large" };

/** Fetches and opens a file of an event's content (`content.file` or `content.info.thumbnail_file`); its hash is checked. */
export async function readEncryptedFile(
    file: unknown,
    carrier: MediaCarrier,
    cipher: AttachmentCipher,
    control: Partial<DownloadControl> = {},
): Promise<Result<Uint8Array, ReadFileFailure>> {
    const parsed = parseEncryptedFile(file);
    if (parsed === null) return err({ kind: "file-damaged" });
    const answer = await carrier.download(parsed.url, {
        signal: control.signal ?? new AbortController().signal,
        maxBytes: control.maxBytes ?? maxFileBytes,
        progressed: control.progressed ?? (() => {}),
    });
    return answer.ok ? cipher.decrypt(answer.value, parsed) : answer;
}
