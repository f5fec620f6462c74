import { type EpochMs, epochMs } from "@valise/base";
import type {
    EventId,
    ReplySnapshot,
    SendSnapshot,
    TimelineItemKind,
    TimelineItemSnapshot,
    UndecryptableCode,
    UserId,
    Verdict,
} from "@valise/bridge";
import { quotedOf } from "../gate/message/quotedWords.ts";
import type { Judgement, RoomJudge } from "../gate/message/RoomJudge.ts";
import { asObject, asString, clip, type JsonObject } from "../json.ts";
import { serverNameOf } from "../rooms/RoomRecord.ts";
import { wire } from "../wire.ts";
import { forwardedFrom, isNoDuff, mentions, oneLine, readMessage } from "./messageContent.ts";
import { systemChange } from "./systemChange.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/** What one row depends on. Two equal inputs make the same row, so rows keep their identity. */
export interface ItemInput {
    readonly event: TimelineEvent;
    readonly edit: TimelineEvent | null;
    /** A newer edit was left out, since its label is lower. */
    readonly lowered: boolean;
    /** Null in an unlabelled room. */
    readonly judge: RoomJudge | null;
    /** Of what is shown: the edit where there is one. Null where there is nothing to judge. */
    readonly judgement: Judgement | null;
    readonly replyJudgement: Judgement | null;
    readonly replyTarget: TimelineEvent | null;
    readonly replySenderName: string | null;
    readonly senderName: string;
    readonly myUserId: string;
    readonly mayRedactOthers: boolean;
    readonly joined: boolean;
    readonly encrypted: boolean;
    readonly stateHidden: boolean;
    readonly deviceOnly: boolean;
    readonly send: SendSnapshot | null;
}

const MAX_KEY = 255;
const healing = new Set([
    "UTD-WAITING-FOR-KEY",
    "UTD-SENT-BEFORE-THIS-DEVICE",
    "UTD-SENDER-DEVICE-UNSIGNED",
    "UTD-NO-BACKUP",
]);
/** Decrypted types that carry no message of a person. */
const silent =
    /^(m\.reaction|m\.key\.|m\.call\.|m\.room\.redaction$|m\.poll\.|org\.valise\.|org\.matrix\.msc|io\.element\.)/;

/** The row of one event, or null where there is nothing for a person to see. */
export function buildItem(input: ItemInput): TimelineItemSnapshot | null {
    const { event } = input;
    if (event.redactedBy !== null && event.stateKey === null && event.type !== "m.room.redaction") {
        return row(input, "redacted", { redactedBy: event.redactedBy as UserId });
    }
    if (event.body === "malformed") return event.stateKey === null ? row(input, "malformed", {}) : null;
    if (event.body === "unreadable") {
        if (event.stateKey !== null) return null;
        const code = causeOf(event.code ?? "UTD-UNKNOWN", input.deviceOnly);
        const withheldCode = event.withheldCode ?? null;
        return row(input, "undecryptable", { undecryptable: { code, mayHeal: healing.has(code), withheldCode } });
    }
    if (event.body === "refused") return event.stateKey === null ? row(input, "malformed", {}) : null;
    if (event.stateKey !== null) {
        const system = systemChange(event, input.stateHidden);
        return system === null ? null : row(input, "system", { system });
    }
    if (event.relation?.kind === "edit" || silent.test(event.type)) return null;
    if (event.type !== "m.room.message") {
        return event.body === "decrypted" ? row(input, "unsupported", {}) : null;
    }
    if (input.encrypted && event.body === "clear") return row(input, "cleartext", {});
    return messageRow(input);
}

/** In a room whose keys stay on devices, a key that a newer device lacks comes from no backup. */
function causeOf(code: UndecryptableCode, deviceOnly: boolean): UndecryptableCode {
    const isOlder = code === "UTD-SENT-BEFORE-THIS-DEVICE" || code === "UTD-NO-BACKUP";
    return isOlder && deviceOnly ? "UTD-KEPT-ON-DEVICES" : code;
}

function messageRow(input: ItemInput): TimelineItemSnapshot | null {
    const { event, edit, judgement } = input;
    const content = shownOf(editedContent(event, edit), judgement, input.judge);
    if (asString(content.msgtype)?.startsWith("m.key.verification.")) return null;
    const isReply = event.relation?.kind === "reply";
    const message = readMessage(content, isReply);
    if (judgement?.verdict.kind === "refuse") return row(input, message.kind, {});
    return row(input, message.kind, {
        body: message.body,
        html: message.html,
        file: message.file,
        mentionsMe: mentions(content, input.myUserId),
        replyTo: isReply ? replyOf(input) : null,
        forwardedFrom: forwardedFrom(content),
        // Of the message as first sent: an edit changes one's own words, not whom they answer.
        quoted: quotedOf(event.content, input.judge),
        noDuff: isNoDuff(event.content),
        editedAtMs: edit === null ? null : epochMs(edit.sentAtMs),
    });
}

function shownOf(content: JsonObject, judgement: Judgement | null, judge: RoomJudge | null): JsonObject {
    return judgement === null || judge === null ? content : judge.shown(content, judgement);
}

/** An edit replaces the content, never the file: attachments are as first sent. */
export function editedContent(event: TimelineEvent, edit: TimelineEvent | null): JsonObject {
    const replaced = asObject(edit?.content["m.new_content"]);
    return replaced !== null && asString(replaced.body) !== null ? replaced : event.content;
}

function replyOf(input: ItemInput): ReplySnapshot {
    const { event, replyTarget, replyJudgement } = input;
    const eventId = (event.relation?.kind === "reply" ? event.relation.eventId : "") as EventId;
    const readable = replyTarget !== null && replyTarget.redactedBy === null && replyTarget.type === "m.room.message";
    const known = readable && (replyTarget.body === "decrypted" || !input.encrypted);
    const trusted = known && replyJudgement?.verdict.kind !== "refuse";
    const content = trusted ? shownOf(replyTarget.content, replyJudgement, input.judge) : null;
    const excerpt = content === null ? null : oneLine(readMessage(content, true).body, 200);
    return { eventId, senderName: input.replySenderName, excerpt };
}

function row(input: ItemInput, kind: TimelineItemKind, parts: Partial<TimelineItemSnapshot>): TimelineItemSnapshot {
    const { event } = input;
    const own = event.senderId === input.myUserId;
    const deletable = kind !== "redacted" && kind !== "system" && input.joined;
    return {
        key: rowKeyOf(event, input.myUserId),
        eventId: event.eventId as EventId,
        kind,
        senderId: event.senderId as UserId,
        senderName: clip(input.senderName, 255),
        senderServerName: serverNameOf(event.senderId),
        own,
        sentAtMs: epochMs(event.sentAtMs) as EpochMs,
        body: "",
        html: null,
        mentionsMe: false,
        replyTo: null,
        forwardedFrom: null,
        quoted: null,
        noDuff: false,
        editedAtMs: null,
        redactedBy: null,
        file: null,
        system: null,
        undecryptable: null,
        trust: event.trust,
        marking: input.judgement?.marking ?? null,
        labelled: input.judgement?.labelled ?? null,
        verdict: verdictOf(input),
        send: input.send,
        mayEdit: own && input.joined && (kind === "text" || kind === "emote"),
        mayDelete: deletable && (own || input.mayRedactOthers),
        ...parts,
    };
}

const noVerdict: Verdict = { kind: "ok", code: null };

function verdictOf({ judgement, lowered }: ItemInput): Verdict {
    if (judgement === null) return noVerdict;
    if (lowered && judgement.verdict.kind !== "refuse") return { kind: "warn", code: "VRD-EDIT-LOWERED" };
    return judgement.verdict;
}

/** One's own message keeps the key of its local echo; everything else is named by its event. */
export function rowKeyOf(event: TimelineEvent, myUserId: string): string {
    if (event.senderId !== myUserId) return event.eventId;
    return sendKeyOf(event) ?? event.eventId;
}

/** The outbox entry an event of one's own came from. */
export function sendKeyOf(event: TimelineEvent): string | null {
    const key = event.transactionId ?? (event.body === "decrypted" ? asString(event.content[wire.id]) : null);
    // A server may send anything as a transaction id; one that looks like an event would take that event's place.
    return key === null || key === "" || key.startsWith("$") || key.length > MAX_KEY ? null : key;
}
