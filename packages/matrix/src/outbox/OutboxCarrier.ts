import type { EpochMs, Result } from "@valise/base";
import type { EngineFailure, EventId, SendKey } from "@valise/bridge";
import type { OutboxPayload, SealedSend } from "./OutboxEntry.ts";

/** What a carrier is given: the payload is complete (uploads are filled in) when `seal` sees it. */
export interface OutgoingEntry {
    /** The transaction id to use on the wire. */
    readonly key: SendKey;
    readonly payload: OutboxPayload;
    readonly queuedAtMs: EpochMs;
}

/** The bare facts of a failed attempt; `classifyCarry` decides what they mean. Never carries a body. */
export type CarryFailure =
    /** The server answered, but not as it should have. */
    | {
          readonly kind: "answered";
          readonly status: number;
          /** `errcode` of a Matrix error object; null when the body was anything else (HTML, empty, truncated). */
          readonly errcode: string | null;
          /** `soft_logout` of a 401. */
          readonly softLogout?: boolean;
          /** `retry_after_ms` of the body. */
          readonly retryAfterMs?: number | null;
          /** The `Retry-After` header as it stands: seconds or a date. */
          readonly retryAfter?: string | null;
          /** A limit the server named with a 413, in bytes. */
          readonly limitBytes?: number | null;
      }
    /** No answer. `reached: false` only when the request surely never left (DNS, connection refused, TLS). */
    | { readonly kind: "no-answer"; readonly reached: boolean; readonly cause: unknown }
    /**
     * Could not be encrypted now: keys did not come (`cause`), or nobody named has a device that may read it (`cause` null).
     * Nothing was sent, and nothing is said of the server.
     */
    | { readonly kind: "not-sealed"; readonly cause: unknown }
    /** Recipients are not established yet; call `wake` when they are. Nothing was sent. */
    | { readonly kind: "not-ready" }
    /** Refused on this device for good (a rule, a missing room, weakened encryption). Nothing was sent. */
    | { readonly kind: "refused"; readonly failure: EngineFailure }
    | { readonly kind: "cancelled" };

export interface SendReceipt {
    /** Null for to-device messages. */
    readonly eventId: EventId | null;
}

export interface UploadControl {
    readonly signal: AbortSignal;
    progressed(sentBytes: number): void;
}

/**
 * What the outbox needs of a session. The outbox calls `seal` once, persists the answer, and only then `send`s it.
 * Implementations fold foreign errors into CarryFailure and never retry by themselves.
 */
export interface OutboxCarrier {
    /** Shares keys and encrypts, for the recipients of this moment. Also called again when a server surely refused an attempt. */
    seal(entry: OutgoingEntry): Promise<Result<SealedSend, CarryFailure>>;
    /** PUTs `sealed` with transaction id `entry.key`. The same bytes may come again: servers answer with the first event. */
    send(entry: OutgoingEntry, sealed: SealedSend, signal: AbortSignal): Promise<Result<SendReceipt, CarryFailure>>;
    /**
     * Asked before an unclear attempt is repeated so late that the server may have forgotten its transaction id:
     * did this entry arrive? By `unsigned.transaction_id` or by `org.valise.id`, in all that the room got since `sinceMs`.
     * `null`: surely not. A failure: not known; it is asked again later, and nothing is sent meanwhile.
     */
    findSent(
        entry: OutgoingEntry,
        sealed: SealedSend,
        sinceMs: EpochMs,
    ): Promise<Result<SendReceipt | null, CarryFailure>>;
    /** Uploads ciphertext (application/octet-stream, no file name) and answers with its `mxc://` address. */
    upload(bytes: Uint8Array, control: UploadControl): Promise<Result<{ readonly mxc: string }, CarryFailure>>;
}
