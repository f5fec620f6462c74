import type { MessageCode, SenderTrust, UndecryptableCode } from "@valise/bridge";
import { LABEL_KEY } from "@valise/labels";
import type { Decryption } from "../crypto/createDecryptor.ts";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import { megolmPosition } from "./megolmPosition.ts";

/** One event as this device understands it: plain, small, kept in the store. Never changed, only replaced. */
export interface TimelineEvent {
    readonly eventId: string;
    readonly senderId: string;
    readonly sentAtMs: number;
    readonly type: string;
    readonly stateKey: string | null;
    readonly content: JsonObject;
    readonly previousContent: JsonObject | null;
    /** `refused`: decrypted, but not what it claims to be. */
    readonly body: "clear" | "decrypted" | "unreadable" | "refused" | "malformed";
    readonly code: UndecryptableCode | null;
    readonly trust: SenderTrust;
    /** While unreadable: the event as it came, to be tried again when its key arrives. */
    readonly wire: JsonObject | null;
    readonly sessionId: string | null;
    readonly transactionId: string | null;
    /** Where in a Megolm session it came; missing in records of earlier versions. */
    readonly position?: string | null;
    readonly redactedBy: string | null;
    readonly relation: Relation | null;
    /** Why it is `refused`. */
    readonly refusal?: MessageCode | null;
    /** A label stood beside the ciphertext, where a server can write: it never counts. */
    readonly labelOutside?: boolean;
    /** The code a sender's client gave for withholding the key: explains, never decides. */
    readonly withheldCode?: string | null;
}

export type Relation =
    | { readonly kind: "edit"; readonly eventId: string }
    | { readonly kind: "reply"; readonly eventId: string }
    | { readonly kind: "other" };

const MAX_ID = 255;
const userIdShape = /^@[^:\s]{0,200}:[A-Za-z0-9.:[\]-]{1,230}$/;

/** Makes an event of what a server sent. Null: there is nothing to show a placeholder for. Never throws. */
export function parseEvent(raw: unknown, decryption: Decryption | null, roomId: string): TimelineEvent | null {
    const event = asObject(raw);
    const eventId = asString(event?.event_id);
    if (event === null || eventId === null || !eventId.startsWith("$") || eventId.length > MAX_ID) return null;
    const senderId = asString(event.sender) ?? "";
    const type = asString(event.type) ?? "";
    const content = asObject(event.content) ?? {};
    const unsigned = asObject(event.unsigned);
    const base: TimelineEvent = {
        eventId,
        senderId: senderId.slice(0, MAX_ID),
        sentAtMs: Math.max(0, asNumber(event.origin_server_ts) ?? 0),
        type,
        stateKey: asString(event.state_key),
        content,
        previousContent: asObject(unsigned?.prev_content),
        body: "clear",
        code: null,
        trust: "ok",
        wire: null,
        sessionId: null,
        transactionId: asString(unsigned?.transaction_id),
        redactedBy: redactor(unsigned),
        relation: null,
    };
    if (!userIdShape.test(senderId) || type === "" || asObject(event.content) === null) {
        return { ...base, body: "malformed", content: {} };
    }
    if (base.redactedBy !== null) return { ...base, content: {} };
    // The gate keeps what it decides by; in the timeline, and its store, a thousand of them would be megabytes.
    if (type === wire.presentation && base.stateKey !== null) return { ...base, content: {}, previousContent: null };
    if (decryption === null) return { ...base, relation: relationOf(content, false) };
    return withDecryption({ ...base, wire: event, position: megolmPosition(content) }, decryption, roomId);
}

/** The event after (another) attempt at reading it. */
export function withDecryption(event: TimelineEvent, decryption: Decryption, roomId: string): TimelineEvent {
    if (decryption.kind === "unreadable") {
        const { code, sessionId, withheldCode } = decryption;
        return { ...event, body: "unreadable", code, sessionId, withheldCode };
    }
    const { content, type, trust } = decryption;
    const outside = asObject(event.wire?.content)?.[LABEL_KEY] !== undefined;
    const read = {
        ...event,
        ...{ type, content, trust, code: null, wire: null, sessionId: null },
        ...(outside ? { labelOutside: true } : {}),
    };
    const refusal = refusalOf(content, trust, roomId);
    if (refusal !== null) return { ...read, body: "refused", content: {}, trust: trustBehind(refusal, trust), refusal };
    return { ...read, body: "decrypted", relation: relationOf(content, asString(content[wire.id]) !== null) };
}

/** In the order of protocol 7: the device and its owner, the room, the relation. */
function refusalOf(content: JsonObject, trust: SenderTrust, roomId: string): MessageCode | null {
    if (trust === "device-unsigned") return "VRD-DEVICE-UNSIGNED";
    if (trust === "identity-changed") return "VRD-IDENTITY-CHANGED";
    if (trust === "mismatch") return "VRD-SENDER-MISMATCH";
    const room = asString(content[wire.room]);
    if (room !== null && room !== roomId) return "VRD-ROOM-MISMATCH";
    return asString(content[wire.id]) !== null && !sameRelation(content) ? "VRD-RELATION" : null;
}

function trustBehind(refusal: MessageCode, trust: SenderTrust): SenderTrust {
    return refusal === "VRD-ROOM-MISMATCH" || refusal === "VRD-RELATION" ? "mismatch" : trust;
}

/** Messages of ours repeat their relation inside: one added or changed outside is a forgery. */
function sameRelation(content: JsonObject): boolean {
    const inside = content[wire.relation] ?? null;
    const outside = content["m.relates_to"] ?? null;
    return JSON.stringify(relationShape(inside)) === JSON.stringify(relationShape(outside));
}

function relationShape(value: unknown): unknown {
    const relation = asObject(value);
    if (relation === null) return null;
    const reply = asString(asObject(relation["m.in_reply_to"])?.event_id);
    return [asString(relation.rel_type), asString(relation.event_id), reply];
}

function relationOf(content: JsonObject, own: boolean): Relation | null {
    const relation = asObject(content[own ? wire.relation : "m.relates_to"]);
    if (relation === null) return null;
    const target = asString(relation.event_id);
    if (relation.rel_type === "m.replace" && target !== null) return { kind: "edit", eventId: target };
    const replyTo = asString(asObject(relation["m.in_reply_to"])?.event_id);
    if (replyTo !== null) return { kind: "reply", eventId: replyTo };
    return relation.rel_type === undefined ? null : { kind: "other" };
}

function redactor(unsigned: JsonObject | null): string | null {
    const because = asObject(unsigned?.redacted_because);
    return because === null ? null : (asString(because.sender) ?? "");
}

/** What names a message whichever way it came: the id it carries inside, and its one place in its sender's session. */
export function namesOf(event: TimelineEvent): readonly string[] {
    if (event.body !== "decrypted") return [];
    const id = asString(event.content[wire.id]);
    const position = event.position ?? null;
    return [
        ...(id === null ? [] : [`${event.senderId} id ${id}`]),
        ...(position === null ? [] : [`${event.senderId} at ${position}`]),
    ];
}
