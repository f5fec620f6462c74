import { epochMs } from "@valise/base";
import type { FileSnapshot, TimelineItemKind, TimelineItemSnapshot, UserId } from "@valise/bridge";
import { NO_DUFF_KEY } from "@valise/crisis";
import { asArray, asNumber, asObject, asString, clip, type JsonObject } from "../json.ts";
import { wire } from "../wire.ts";

export interface MessageParts {
    readonly kind: TimelineItemKind;
    readonly body: string;
    readonly html: string | null;
    readonly file: FileSnapshot | null;
}

const MAX_BODY = 65_536;
const MAX_NAME = 255;

/** Reads the content of an `m.room.message`. Total: whatever it is, something can be shown. */
export function readMessage(content: JsonObject, isReply: boolean): MessageParts {
    const msgtype = asString(content.msgtype);
    const rawBody = asString(content.body);
    if (msgtype === null || rawBody === null) return { kind: "malformed", body: "", html: null, file: null };
    const body = clip(isReply || isQuoting(content) ? withoutFallback(rawBody) : rawBody, MAX_BODY);
    switch (msgtype) {
        case "m.text":
            return { kind: "text", body, html: htmlOf(content), file: null };
        case "m.emote":
            return { kind: "emote", body, html: htmlOf(content), file: null };
        case "m.notice":
            return { kind: "notice", body, html: htmlOf(content), file: null };
        case "m.image":
            return { kind: "image", body: captionOf(content, body), html: null, file: fileOf(content) };
        case "m.file":
        case "m.audio":
        case "m.video":
            return { kind: "file", body: captionOf(content, body), html: null, file: fileOf(content) };
        default:
            return { kind: "unsupported", body, html: null, file: null };
    }
}

function htmlOf(content: JsonObject): string | null {
    if (content.format !== "org.matrix.custom.html") return null;
    const html = asString(content.formatted_body);
    return html === null || html.length > MAX_BODY ? null : html;
}

function fileOf(content: JsonObject): FileSnapshot {
    const info = asObject(content.info);
    const size = asNumber(info?.size);
    return {
        name: clip(asString(content.filename) ?? asString(content.body) ?? "", MAX_NAME),
        mimeType: clip(asString(info?.mimetype) ?? "application/octet-stream", MAX_NAME),
        sizeBytes: size !== null && size >= 0 ? size : null,
        widthPx: positive(info?.w),
        heightPx: positive(info?.h),
        hasThumbnail: asObject(info?.thumbnail_file) !== null,
    };
}

function positive(value: unknown): number | null {
    const number = asNumber(value);
    return number !== null && number > 0 && number < 100_000 ? Math.round(number) : null;
}

/** A caption stands beside a `filename`; without one the body is the name. */
function captionOf(content: JsonObject, body: string): string {
    const name = asString(content.filename);
    return name !== null && name !== asString(content.body) ? body : "";
}

/** Older clients put the quoted message before the answer, each line after "> ". */
export function withoutFallback(body: string): string {
    if (!body.startsWith("> ")) return body;
    const lines = body.split("\n");
    const end = lines.findIndex((line) => !line.startsWith("> "));
    return end < 0 ? body : lines.slice(lines[end] === "" ? end + 1 : end).join("\n");
}

/** Words of another room stand in front of the text, as lines for clients that know only those. */
export const isQuoting = (content: JsonObject): boolean => asObject(content[wire.quoted]) !== null;

/** Where a message was sent on from, as its sender says. */
export const forwardedFrom = (content: JsonObject): TimelineItemSnapshot["forwardedFrom"] =>
    originOf(asObject(content[wire.forwarded]));

/** Who wrote words of another room, and when, as whoever brought them along says; null where that is not said. */
export function originOf(origin: JsonObject | null): TimelineItemSnapshot["forwardedFrom"] {
    const [senderId, sentAtMs] = [asString(origin?.sender), asNumber(origin?.sentAtMs)];
    if (senderId === null || sentAtMs === null || sentAtMs < 0 || !/^@[^\s:]{0,200}:\S{1,230}$/.test(senderId))
        return null;
    return { senderId: senderId as UserId, sentAtMs: epochMs(sentAtMs) };
}

/** NO-DUFF: of the message as first sent, so that no edit makes an exercise of it, or something real. */
export const isNoDuff = (content: JsonObject): boolean =>
    Object.hasOwn(content, NO_DUFF_KEY) && content[NO_DUFF_KEY] === true;

export function mentions(content: JsonObject, userId: string): boolean {
    const mentioned = asObject(content["m.mentions"]);
    return asArray(mentioned?.user_ids).includes(userId) || mentioned?.room === true;
}

/** One line for the room list and for quotes. */
export function oneLine(text: string, limit: number): string {
    return clip(text.replace(/\s+/g, " ").trim(), limit);
}
