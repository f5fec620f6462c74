import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EventId, MarkingSnapshot, RoomId, SendKey } from "@valise/bridge";
import { markedFileName } from "@valise/labels";
import { createAttachmentCipher } from "../files/createAttachmentCipher.ts";
import type { Downloads } from "../files/createDownloads.ts";
import { decideFileSize, maxThumbnailBytes } from "../files/limits.ts";
import type { DownloadControl, MediaCarrier } from "../files/MediaCarrier.ts";
import { type ReadFileFailure, readEncryptedFile } from "../files/readEncryptedFile.ts";
import { sniffImage } from "../files/sniffImage.ts";
import { labelForQueue } from "../gate/message/labelOutgoing.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { asObject, type JsonObject } from "../json.ts";
import type { EventContent } from "../outbox/OutboxEntry.ts";
import type { Account } from "../session/Account.ts";
import { carryFailure } from "../session/createOutboxCarrier.ts";
import { outboxFailure, realIn } from "./createTimelineCommands.ts";
import { readMessage } from "./messageContent.ts";

type FileCommands = Pick<EngineHandlers, "sendFile" | "readFile" | "cancelReadFile" | "readThumbnail">;

interface ReadFile {
    readonly content: JsonObject;
    readonly marking: MarkingSnapshot | null;
    readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Files: encrypted before they are stored or sent, opened only after their hash was checked. */
export function createFileCommands(account: () => Account | null, downloads: Downloads): FileCommands {
    const read = async (
        roomId: RoomId,
        eventId: EventId,
        pick: (content: JsonObject) => unknown,
        control: Partial<DownloadControl>,
    ): Promise<Result<ReadFile, EngineFailure>> => {
        const current = account();
        if (current === null) return err({ kind: "not-signed-in" });
        const entry = current.book.get(roomId);
        const event = entry?.timeline.get(eventId) ?? null;
        if (event === null || event.body !== "decrypted" || event.redactedBy !== null)
            return err({ kind: "not-found" });
        const judgement = entry?.judge?.judge(event) ?? null;
        if (judgement?.verdict.kind === "refuse") return err({ kind: "refused", code: judgement.verdict.code });
        const carrier = mediaCarrier(current);
        const bytes = await readEncryptedFile(pick(event.content), carrier, createAttachmentCipher(), control);
        if (!bytes.ok) return err(readFailure(bytes.error, current));
        const marking = judgement?.marking ?? null;
        return ok({ content: event.content, marking, bytes: bytes.value as Uint8Array<ArrayBuffer> });
    };

    return {
        async sendFile(input) {
            const current = account();
            return current === null ? err({ kind: "not-signed-in" }) : queueFile(current, input);
        },
        async readFile({ roomId, eventId }) {
            using download = downloads.begin(eventId);
            const found = await read(roomId, eventId, (content) => content.file, download);
            if (!found.ok) return found;
            const { file } = readMessage(found.value.content, false);
            const { bytes, marking } = found.value;
            const name = markedFileName(marking?.portion, file?.name ?? "");
            return ok({ name, mimeType: file?.mimeType ?? "application/octet-stream", marking, bytes });
        },
        async cancelReadFile({ eventId }) {
            downloads.cancel(eventId);
            return ok();
        },
        async readThumbnail({ roomId, eventId }) {
            const pick = (content: JsonObject) => asObject(content.info)?.thumbnail_file;
            const found = await read(roomId, eventId, pick, { maxBytes: maxThumbnailBytes });
            if (!found.ok) return found;
            const mimeType = sniffImage(found.value.bytes);
            // What is decoded in the app is a picture by its own bytes, whatever the sender called it.
            return mimeType === null ? err({ kind: "not-found" }) : ok({ mimeType, bytes: found.value.bytes });
        },
    };
}

/** Encrypted and on the disk when it resolves. */
export async function queueFile(
    current: Account,
    input: Parameters<FileCommands["sendFile"]>[0],
): Promise<Result<{ key: SendKey }, EngineFailure>> {
    const entry = current.book.get(input.roomId);
    if (entry === null || entry.record.membership !== "join") return err({ kind: "not-found" });
    if (current.deviceTrust() === "unsigned") return err({ kind: "verify-needed" });
    const refusal = decideFileSize(input.bytes.byteLength, null);
    if (refusal !== null) return err(refusal);
    const { thumbnail } = input;
    const attachments = { file: input.bytes, ...(thumbnail === null ? {} : { thumbnail: thumbnail.bytes }) };
    const content = { ...fileContent(input), ...realIn(current, input.roomId, input.noDuff) };
    const outgoing = { content, wanted: input.label, replaces: null };
    const labelled = labelForQueue(current.messages, input.roomId, outgoing);
    if (!labelled.ok) return err({ kind: "refused", code: labelled.error });
    const payload = {
        kind: "file",
        roomId: input.roomId,
        type: "m.room.message",
        content: labelled.value as EventContent,
    } as const;
    const queued = await current.outbox.enqueue({ payload, priority: "file", attachments });
    return queued.ok ? ok({ key: queued.value }) : err(outboxFailure(queued.error));
}

function fileContent(input: Parameters<FileCommands["sendFile"]>[0]) {
    const { name, mimeType, bytes, thumbnail, widthPx, heightPx, replyTo } = input;
    const isImage = sniffImage(bytes) !== null;
    return {
        msgtype: isImage ? "m.image" : "m.file",
        body: name,
        filename: name,
        info: {
            mimetype: mimeType,
            size: bytes.byteLength,
            ...(widthPx === null ? {} : { w: widthPx }),
            ...(heightPx === null ? {} : { h: heightPx }),
            ...(thumbnail === null
                ? {}
                : {
                      thumbnail_info: {
                          mimetype: thumbnail.mimeType,
                          size: thumbnail.bytes.byteLength,
                          w: thumbnail.widthPx,
                          h: thumbnail.heightPx,
                      },
                  }),
        },
        ...(replyTo === null ? {} : { "m.relates_to": { "m.in_reply_to": { event_id: replyTo } } }),
    };
}

/** Authenticated media of one's own homeserver (client-server 11.10). */
export function mediaCarrier(account: Account): MediaCarrier {
    return {
        async download(mxc, control) {
            const path = `/_matrix/client/v1/media/download/${mxc.slice("mxc://".length).split("/").map(encodeURIComponent).join("/")}`;
            const answer = await account.http.downloadBytes(path, control);
            if (answer.ok) return answer;
            return answer.error.kind === "too-large" ? err({ kind: "too-large" }) : err(carryFailure(answer.error));
        },
    };
}

function readFailure(failure: ReadFileFailure, account: Account): EngineFailure {
    switch (failure.kind) {
        case "file-damaged":
        case "cancelled":
            return { kind: failure.kind };
        case "too-large":
            return { kind: "too-large", limitBytes: null };
        case "answered":
            return foldFailure(
                { softLogout: false, retryAfterMs: null, retryAfter: null, body: null, ...failure } as never,
                account.clock,
            );
        default:
            return { kind: "server-unreachable" };
    }
}
