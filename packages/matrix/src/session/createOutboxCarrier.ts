import { err, ok, type Result } from "@valise/base";
import type { EventId } from "@valise/bridge";
import { type EncryptionTarget, RecipientsChanged, type RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { MessageGate } from "../gate/message/createMessageGate.ts";
import { labelForSeal, labelNow } from "../gate/message/labelOutgoing.ts";
import type { GateRefusal, Purpose, RoomGates } from "../gate/room/RoomGates.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { asString, type JsonObject } from "../json.ts";
import type { CarryFailure, OutboxCarrier, OutgoingEntry } from "../outbox/OutboxCarrier.ts";
import type { EventContent, SealedSend } from "../outbox/OutboxEntry.ts";
import { sealedTypes } from "../rooms/applySealedState.ts";
import type { Recipients } from "../rooms/createRecipients.ts";
import type { RoomEntry } from "../rooms/RoomBook.ts";
import { objects } from "../sync/slidingSync.ts";
import { editTargetOf } from "../timeline/buildEcho.ts";
import { wire } from "../wire.ts";
import type { DeviceTrust } from "./Account.ts";
import { purposeOf } from "./purposeOf.ts";
import { sealToDevice } from "./sealToDevice.ts";

export interface OutboxCarrierParts {
    readonly http: MatrixHttp;
    readonly crypto: CryptoParts;
    readonly encryptor: RoomEncryptor;
    readonly recipients: Recipients;
    readonly gates: RoomGates;
    readonly messages: MessageGate;
    roomOf(roomId: string): RoomEntry | null;
    deviceTrust(): DeviceTrust;
}

const MAX_DECISIONS = 3;

export interface SessionCarrier extends OutboxCarrier {
    /** Shares the keys of a message that is about to be sent, with whom it would go to now. False: not now. */
    prepare(roomId: string): Promise<boolean>;
}

/** Carries the outbox over this session. A message never leaves in clear: there is no way here to send one. */
export function createOutboxCarrier(parts: OutboxCarrierParts): SessionCarrier {
    const { http, encryptor, recipients, gates } = parts;

    const targetOf = async (roomId: string, purpose: Purpose) => {
        if (parts.deviceTrust() !== "signed") return err<CarryFailure>({ kind: "not-ready" });
        const target = recipients.target(roomId);
        if (target.ok) {
            const narrowed = await gates.narrow(target.value, purpose);
            return narrowed.ok ? narrowed : err(gateFailure(narrowed.error));
        }
        if (target.error === "checking") {
            // Not waited for: without a server it never ends, and the entry is honestly queued until then.
            void recipients.establish(roomId);
            return err<CarryFailure>({ kind: "not-ready" });
        }
        const refusal = target.error === "not-joined" ? "not-joined" : "encryption-not-ready";
        return err<CarryFailure>({ kind: "refused", failure: refusalOf(refusal) });
    };

    /** The label is decided for the room as it is now, whenever the message was written. */
    const labelled = (entry: OutgoingEntry): Result<OutgoingEntry, CarryFailure> => {
        const { payload } = entry;
        const isMessage = (payload.kind === "event" || payload.kind === "file") && payload.type === "m.room.message";
        if (!isMessage) return ok(entry);
        const target = editTargetOf(payload);
        const replaces = target === null ? null : labelNow(parts.roomOf(payload.roomId), target);
        const made = labelForSeal(parts.messages, payload.roomId, payload.content, replaces);
        if (made.ok) return ok({ ...entry, payload: { ...payload, content: made.value as EventContent } });
        if (made.error === "checking") return err({ kind: "not-ready" });
        return err({ kind: "refused", failure: { kind: "refused", code: made.error } });
    };

    const sealFor = async (target: EncryptionTarget, entry: OutgoingEntry): Promise<SealedSend> => {
        const { payload } = entry;
        if (payload.kind === "state") {
            const content = { ...payload.content, [wire.room]: target.roomId };
            const sealed = await encryptor.encryptState(target, payload.type, payload.stateKey, content);
            return { type: "m.room.encrypted", content: sealed as EventContent };
        }
        const content = "content" in payload ? payload.content : {};
        const relation = content["m.relates_to"];
        const inside = {
            ...content,
            [wire.id]: entry.key,
            [wire.room]: target.roomId,
            ...(relation === undefined ? {} : { [wire.relation]: relation }),
        };
        const type = "type" in payload ? payload.type : "m.room.message";
        const sealed = await encryptor.encrypt(target, type, inside);
        // Servers and other clients find edits and replies by the relation outside; ours believe the one inside.
        const outside = relation === undefined ? sealed : { ...sealed, "m.relates_to": relation };
        return { type: "m.room.encrypted", content: outside as EventContent };
    };

    const sealInRoom = async (entry: OutgoingEntry, roomId: string, purpose: Purpose) => {
        for (let attempt = 0; ; attempt++) {
            const target = await targetOf(roomId, purpose);
            if (!target.ok) return target;
            const outgoing = labelled(entry);
            if (!outgoing.ok) return outgoing;
            try {
                return ok(await sealFor(target.value, outgoing.value));
            } catch (cause) {
                // Somebody's standing changed under way: decided anew, for the people of this moment.
                if (cause instanceof RecipientsChanged && attempt < MAX_DECISIONS) continue;
                if (isIdentityRefusal(cause)) return err<CarryFailure>({ kind: "refused", failure: identityChanged });
                // Keys could not be shared with everybody now: nothing was sent, so it is tried again.
                return err<CarryFailure>({ kind: "not-sealed", cause });
            }
        }
    };

    return {
        async prepare(roomId) {
            const target = await targetOf(roomId, "message");
            return target.ok && encryptor.prepare(target.value);
        },
        async seal(entry) {
            const { payload } = entry;
            if (payload.kind === "redaction")
                return ok({ type: "m.room.redaction", content: reasonOf(payload.reason) });
            if (payload.kind === "to-device") return sealToDevice(parts, payload);
            if (payload.kind === "state" && !isSealedType(payload.type)) {
                return ok({ type: payload.type, content: payload.content });
            }
            return sealInRoom(entry, payload.roomId, purposeOf(payload));
        },
        async send(entry, sealed, signal) {
            const path = pathOf(entry, sealed);
            const answer = await http.request("PUT", path, { body: sealed.content, signal, timeoutMs: 30_000 });
            if (!answer.ok) return err(carryFailure(answer.error));
            const eventId = asString(answer.value.event_id);
            // JSON of something that is not the homeserver: a message without an event was never taken.
            if (entry.payload.kind !== "to-device" && eventId?.startsWith("$") !== true) return err(notTaken);
            return ok({ eventId: eventId as EventId | null });
        },
        async findSent(entry, _sealed, sinceMs) {
            const { payload } = entry;
            if (payload.kind === "to-device") return ok(null);
            let from: string | null = null;
            for (let page = 0; page < 20; page++) {
                const query: Record<string, string> = { dir: "b", limit: "100", ...(from === null ? {} : { from }) };
                const path = `/_matrix/client/v3/rooms/${encodeURIComponent(payload.roomId)}/messages`;
                const answer = await http.request("GET", path, { query });
                if (!answer.ok) return err(carryFailure(answer.error));
                const events = objects(answer.value.chunk);
                const found = events.find((event) => transactionOf(event) === entry.key);
                if (found !== undefined) return ok({ eventId: asString(found.event_id) as EventId | null });
                from = asString(answer.value.end);
                const oldest = Number(events.at(-1)?.origin_server_ts ?? 0);
                if (from === null || events.length === 0 || oldest < sinceMs - 60_000) return ok(null);
            }
            return err({ kind: "no-answer", reached: true, cause: null });
        },
        async upload(bytes, control) {
            const answer = await http.uploadBytes(bytes, control);
            if (!answer.ok) return err(carryFailure(answer.error));
            const mxc = asString(answer.value.content_uri);
            if (mxc === null) return err({ kind: "answered", status: 502, errcode: null });
            return ok({ mxc });
        },
    };
}

function pathOf(entry: OutgoingEntry, sealed: SealedSend): string {
    const { payload, key } = entry;
    const part = encodeURIComponent;
    if (payload.kind === "to-device") return `/_matrix/client/v3/sendToDevice/${part(sealed.type)}/${part(key)}`;
    const room = `/_matrix/client/v3/rooms/${part(payload.roomId)}`;
    if (payload.kind === "redaction") return `${room}/redact/${part(payload.eventId)}/${part(key)}`;
    if (payload.kind === "state") {
        const stateKey = sealed.type === payload.type ? payload.stateKey : `${payload.type}:${payload.stateKey}`;
        return `${room}/state/${part(sealed.type)}/${part(stateKey)}`;
    }
    return `${room}/send/${part(sealed.type)}/${part(key)}`;
}

function isSealedType(type: string): boolean {
    return (sealedTypes as readonly string[]).includes(type);
}

function refusalOf(kind: "not-joined" | "encryption-not-ready") {
    return kind === "not-joined" ? ({ kind: "not-allowed", errcode: "M_FORBIDDEN" } as const) : ({ kind } as const);
}

/** The gate wakes the room when what it waited for is there. */
function gateFailure(refusal: GateRefusal): CarryFailure {
    if (refusal.kind !== "refused") return { kind: "not-ready" };
    return { kind: "refused", failure: { kind: "refused", code: refusal.code } };
}

function reasonOf(reason: string | null): EventContent {
    return reason === null ? {} : { reason };
}

function transactionOf(event: JsonObject): string | null {
    return asString((event.unsigned as JsonObject | undefined)?.transaction_id);
}

/** The machine refuses to hand keys to somebody once verified whose identity is another now. */
function isIdentityRefusal(cause: unknown): boolean {
    return cause instanceof Error && /identit(y|ies).*(changed|no longer)|verification violation/i.test(cause.message);
}

const notTaken = { kind: "answered", status: 502, errcode: null } as const;
const identityChanged = { kind: "not-allowed", errcode: "ORG_VALISE_IDENTITY_CHANGED" } as const;

export function carryFailure(failure: HttpFailure): CarryFailure {
    if (failure.kind !== "answered") return failure;
    const { status, errcode, softLogout, retryAfterMs, retryAfter } = failure;
    return { kind: "answered", status, errcode, softLogout, retryAfterMs, retryAfter };
}
