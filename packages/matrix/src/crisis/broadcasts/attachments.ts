import { ok, type Result } from "@valise/base";
import type { BroadcastSnapshot, EngineFailure, EngineParsed, EventId, SendKey } from "@valise/bridge";
import type { BroadcastWire } from "@valise/crisis";
import { asObject } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import type { Account } from "../../session/Account.ts";
import { queueFile } from "../../timeline/createFileCommands.ts";

interface Queued {
    readonly keys: readonly SendKey[];
    readonly attachments: BroadcastWire["attachments"];
}

/**
 * Puts a broadcast's files into the outbox, under its label: encrypted there, so that it can name them by the hash of what the
 * servers will hold (crisis SPEC 3.7). They leave after it, whatever their size.
 */
export async function queueAttachments(
    current: Account,
    { files, roomId, label }: Pick<EngineParsed<"sendBroadcast">, "files" | "roomId" | "label">,
): Promise<Result<Queued, EngineFailure>> {
    const keys: SendKey[] = [];
    const attachments: Queued["attachments"] = [];
    const plain = { thumbnail: null, widthPx: null, heightPx: null, replyTo: null, noDuff: false };
    for (const { name, mimeType, bytes } of files) {
        const queued = await queueFile(current, { roomId, label, name, mimeType, bytes, ...plain });
        if (!queued.ok) {
            for (const key of keys) await current.outbox.discard(key);
            return queued;
        }
        keys.push(queued.value.key);
        const sha256 = digestOf(current.outbox.fileOf(queued.value.key)?.hashes.sha256);
        attachments.push({ name, sizeBytes: bytes.byteLength, sha256 });
    }
    return ok({ keys, attachments });
}

/** A broadcast's files where they are: of its own sender, by their hash. */
export function attachmentsIn(
    entry: RoomEntry | null,
    { attachments }: Pick<BroadcastWire, "attachments">,
    sender: string,
): BroadcastSnapshot["attachments"] {
    if (attachments.length === 0) return [];
    const own = (entry?.timeline.events ?? []).filter(
        ({ senderId, body }) => senderId === sender && body === "decrypted",
    );
    const found = new Map(
        own.map(({ eventId, content }) => [digestOf(asObject(asObject(content.file)?.hashes)?.sha256), eventId]),
    );
    return attachments.map(({ name, sizeBytes, sha256 }) => ({
        ...{ name, sizeBytes },
        eventId: (found.get(sha256) ?? null) as EventId | null,
    }));
}

/** Matrix writes hashes in unpadded base64, crisis mode in its form for addresses. */
const digestOf = (base64: unknown): string =>
    typeof base64 === "string" ? base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") : "";
