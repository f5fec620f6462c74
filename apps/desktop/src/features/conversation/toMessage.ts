import type { EventId, SendSnapshot, TimelineItemSnapshot } from "@valise/bridge";
import type { FileSnapshot, FileTransfer, MessageContent, MessageSnapshot, SendStateSnapshot } from "@valise/ui";
import { isKnownCode } from "../../failures/describeCode.ts";
import { failureCode } from "../../failures/describeFailure.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { type AgencyDirectory, cleanName } from "../../people/createAgencyDirectory.ts";

export interface MessageSurroundings {
    readonly translator: Translator;
    readonly agencies: AgencyDirectory;
    readonly thumbnails: ReadonlyMap<EventId, string>;
    /** Files being fetched or that could not be, by item key. */
    readonly transfers: ReadonlyMap<string, FileTransfer>;
    readonly continuesPrevious: boolean;
    /** The room is an exercise: so says each of its messages. */
    readonly isExercise: boolean;
}

/** One row of the engine's timeline as the view shows it. */
export function toMessage(item: TimelineItemSnapshot, around: MessageSurroundings): MessageSnapshot {
    const person = around.agencies.person(item.senderId, item.senderName, item.senderServerName);
    const isEvent = item.eventId !== null;
    return {
        id: item.key,
        author: person,
        sentAtMs: item.sentAtMs,
        editedAtMs: item.editedAtMs ?? undefined,
        isOwn: item.own,
        continuesPrevious: around.continuesPrevious,
        content: contentOf(item, around),
        quote: quoteOf(item),
        quotedElsewhere: quotedElsewhere(item, around.translator),
        forwardedText: forwardedText(item, around.translator),
        sendState: sendStateFor(item),
        label: item.marking === null || isKept(item) ? undefined : toLabel(item.marking),
        portionText: portionOf(item, around),
        isReal: around.isExercise && item.noDuff,
        trust: trustOf(item, around.continuesPrevious),
        mayReply: isEvent && isContent(item) && !isKept(item),
        mayForward: isEvent && isContent(item) && !isKept(item) && item.trust === "ok",
        hasReaders: isEvent && item.marking !== null,
        mayEdit: item.mayEdit,
        mayDelete: item.mayDelete,
    };
}

/** The portion mark, in an exercise after the word that this is one, or that it is real. */
function portionOf({ marking, noDuff }: TimelineItemSnapshot, { isExercise, translator }: MessageSurroundings) {
    const portion = marking === null ? undefined : cleanName(marking.portion);
    if (!isExercise) return portion;
    const word = translator.t(noDuff ? "crisis.real" : "crisis.status.exercise");
    return portion === undefined ? word : `${word} ${portion}`;
}

const isContent = ({ kind }: TimelineItemSnapshot): boolean => kind === "text" || kind === "file" || kind === "image";

/** Content under a wrong name, or that a rule of safety refuses, is never shown, quoted or passed on. */
const isKept = ({ trust, verdict }: TimelineItemSnapshot): boolean => trust === "mismatch" || verdict.kind === "refuse";

function contentOf(item: TimelineItemSnapshot, around: MessageSurroundings): MessageContent {
    // Content under a wrong name is never shown as that person's word.
    if (item.trust === "mismatch") return { kind: "malformed", code: "SENDER-MISMATCH" };
    if (item.verdict.kind === "refuse") return { kind: "withheld", code: item.verdict.code };
    switch (item.kind) {
        case "text":
        case "notice":
            return item.html === null || item.html === ""
                ? { kind: "text", body: item.body }
                : { kind: "html", html: item.html, body: item.body };
        case "emote": {
            const name = cleanName(item.senderName);
            return { kind: "text", body: around.translator.t("message.emote", { name, text: item.body }) };
        }
        case "file":
        case "image":
            return item.file === null
                ? { kind: "malformed", code: "FILE-MISSING" }
                : { kind: "file", file: fileOf(item, item.file, around) };
        case "redacted":
            return { kind: "redacted" };
        case "undecryptable":
            return { kind: "undecryptable", code: codeOf(item.undecryptable) };
        case "cleartext":
            return { kind: "unencrypted", body: item.body, code: "CLEARTEXT" };
        case "unsupported":
            return { kind: "malformed", code: "UNSUPPORTED" };
        case "malformed":
        case "system":
            return { kind: "malformed", code: "MALFORMED" };
    }
}

/** The sender's own reason says more than that there is one, where this version knows it. */
function codeOf(cause: TimelineItemSnapshot["undecryptable"]): string {
    const withheld = cause?.withheldCode ?? null;
    return withheld !== null && isKnownCode(withheld) ? withheld : (cause?.code ?? "UTD-UNKNOWN");
}

function fileOf(
    item: TimelineItemSnapshot,
    file: NonNullable<TimelineItemSnapshot["file"]>,
    { thumbnails, transfers }: MessageSurroundings,
): FileSnapshot {
    const blobUrl = item.eventId === null ? undefined : thumbnails.get(item.eventId);
    const sizeBytes = file.sizeBytes ?? 0;
    const transfer = uploadOf(item.send, sizeBytes) ?? transfers.get(item.key) ?? { kind: "none", isOnDevice: false };
    return {
        name: cleanName(file.name),
        mimeType: file.mimeType,
        sizeBytes,
        transfer,
        mayOpen: item.eventId !== null,
        label: item.marking === null ? undefined : toLabel(item.marking),
        ...(blobUrl === undefined
            ? {}
            : { thumbnail: { blobUrl, widthPx: file.widthPx ?? 320, heightPx: file.heightPx ?? 240 } }),
    };
}

/** The whole entry's part (its preview goes up too), told in the file's own bytes. Null: nothing of it goes up. */
function uploadOf(send: SendSnapshot | null, sizeBytes: number): FileTransfer | null {
    if (send?.state === "queued") return { kind: "waiting" };
    if (send?.state !== "sending" || send.progress === null) return null;
    return { kind: "uploading", doneBytes: Math.floor(send.progress * sizeBytes) };
}

/** Whose words they were is the sender's claim, and said so. */
function forwardedText({ forwardedFrom }: TimelineItemSnapshot, { t, formats }: Translator): string | undefined {
    if (forwardedFrom === null) return undefined;
    const time = formats.dateTime(forwardedFrom.sentAtMs);
    return t("message.forwarded", { address: cleanName(forwardedFrom.senderId), time });
}

/** Of another room, which this one's people may not know: no name but the writer's address. */
function quotedElsewhere({ quoted }: TimelineItemSnapshot, { t, formats }: Translator) {
    if (quoted === null) return undefined;
    const time = formats.dateTime(quoted.sentAtMs);
    return {
        text: t("message.quoted", { address: cleanName(quoted.senderId), time }),
        portionText: quoted.marking === null ? undefined : cleanName(quoted.marking.portion),
        body: quoted.body,
    };
}

function quoteOf({ replyTo }: TimelineItemSnapshot): MessageSnapshot["quote"] {
    if (replyTo === null) return undefined;
    const authorName = replyTo.senderName === null ? "" : cleanName(replyTo.senderName);
    const excerpt = replyTo.excerpt === null ? undefined : cleanName(replyTo.excerpt);
    return { messageId: replyTo.eventId, authorName, excerpt };
}

/** One's own message that the server has is sent, also when it left from another device. */
function sendStateFor({ own, send, eventId, kind }: TimelineItemSnapshot): SendStateSnapshot | undefined {
    if (send !== null) return sendStateOf(send);
    return own && eventId !== null && kind !== "redacted" ? { state: "sent" } : undefined;
}

function sendStateOf(send: SendSnapshot): SendStateSnapshot {
    const code = send.failure === null ? "UNKNOWN" : failureCode(send.failure);
    if (send.state === "failed") return { state: "failed", code, mayRetry: true };
    if (send.state === "withheld") return { state: "withheld", code };
    if (send.state === "queued" && send.retryAtMs !== null) return { state: "queued", retryAtMs: send.retryAtMs };
    return { state: send.state };
}

function trustOf(item: TimelineItemSnapshot, continuesPrevious: boolean): MessageSnapshot["trust"] {
    switch (item.trust) {
        case "ok":
            return item.verdict.kind === "warn" ? { state: "warn", code: item.verdict.code } : undefined;
        case "from-backup":
            // Once a run: the same line under every old message would only teach people not to read it.
            return continuesPrevious ? undefined : { state: "warn", code: "SENDER-FROM-BACKUP" };
        case "device-unknown":
            return { state: "warn", code: "SENDER-DEVICE-UNKNOWN" };
        case "device-unsigned":
            return { state: "refuse", code: "SENDER-DEVICE-UNSIGNED" };
        case "identity-changed":
            return { state: "refuse", code: "SENDER-IDENTITY-CHANGED" };
        case "mismatch":
            return { state: "refuse", code: "SENDER-MISMATCH" };
    }
}
