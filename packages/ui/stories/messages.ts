import type { MessageActions, MessageSnapshot } from "../src/Message/messageSnapshot.ts";
import type { TimelineItem } from "../src/Timeline/Timeline.tsx";
import { claire, frDr, lena, minuteMs, morningMs, nadia, paul, watch } from "./people.ts";
import { noop } from "./story.ts";

export const messageActions: MessageActions = {
    reply: noop,
    replyElsewhere: noop,
    edit: noop,
    remove: noop,
    copy: noop,
    forward: noop,
    showReaders: noop,
    retrySend: noop,
    discard: noop,
    showQuoted: noop,
    remedy: noop,
    openLink: noop,
    openFile: noop,
    cancelTransfer: noop,
    retryTransfer: noop,
};

let serial = 0;

/** A message with everything ordinary about it, changed by what a story is about. */
export function message(change: Partial<MessageSnapshot> = {}): MessageSnapshot {
    serial += 1;
    return {
        id: `$message-${serial}`,
        author: nadia,
        sentAtMs: morningMs + serial * minuteMs,
        isOwn: false,
        continuesPrevious: false,
        content: { kind: "text", body: "Manifest owner is Idris Benali until 14:00, then me." },
        mayReply: true,
        mayEdit: change.isOwn ?? false,
        mayDelete: change.isOwn ?? false,
        mayForward: true,
        hasReaders: change.label !== undefined,
        ...change,
    };
}

export const item = (value: MessageSnapshot): TimelineItem => ({ kind: "message", key: value.id, message: value });

const text = (body: string): MessageSnapshot["content"] => ({ kind: "text", body });

/** The conversation of the picture: every kind of item once. */
export const conversation: readonly TimelineItem[] = [
    { kind: "day", key: "day-1", atMs: morningMs },
    item(message({ roleText: "Consular desk, East" })),
    item(
        message({
            author: claire,
            isOwn: true,
            roleText: "Duty officer, Crisis Centre",
            content: text(
                "Embassy confirms 412 nationals at the Lycée assembly point as of 09:30. 61 need medical transport.",
            ),
            sendState: { state: "sent" },
        }),
    ),
    item(
        message({
            author: claire,
            isOwn: true,
            continuesPrevious: true,
            content: text("Next count at 10:30. Do not name the assembly point on open channels."),
            sendState: { state: "sent" },
        }),
    ),
    item(
        message({
            author: paul,
            roleText: "Joint operations, air cell",
            quote: { messageId: "$message-2", authorName: "Claire Morvan", excerpt: "61 need medical transport." },
            editedAtMs: morningMs + 28 * minuteMs,
            content: {
                kind: "file",
                caption:
                    "Two aircraft on the ground at Tamrin 13:15Z, 116 seats each, one fitted for 24 stretchers. Manifest by 11:30Z, please use this form.",
                file: {
                    name: "Manifest_form_v3.ods",
                    mimeType: "application/vnd.oasis.opendocument.spreadsheet",
                    sizeBytes: 49_152,
                    transfer: { kind: "none", isOnDevice: true },
                    label: frDr,
                    mayOpen: true,
                },
            },
        }),
    ),
    item(message({ author: watch, content: { kind: "undecryptable", code: "KEY-BEFORE-DEVICE" }, mayReply: false })),
    { kind: "system", key: "system-1", text: "10:00 · Jonas Richter left the room.", icon: "user" },
    { kind: "unread", key: "unread" },
    item(
        message({
            author: lena,
            language: "de",
            roleText: "Verbindungsbeamtin, Krisenstab",
            content: {
                kind: "html",
                body: "Wir haben 88 eigene Staatsangehörige am selben Sammelpunkt.",
                html: "<p>Wir haben <strong>88 eigene Staatsangehörige</strong> am selben Sammelpunkt. Können 40 Plätze auf dem zweiten Flug freigehalten werden? <a href='https://mod.example/slots'>Slots</a></p>",
            },
        }),
    ),
];
