import type { ToDeviceRequest } from "@matrix-org/matrix-sdk-crypto-wasm";

/** Somebody in the room who gets no key, and why: a code, never more. */
export interface Withheld {
    readonly userId: string;
    readonly code: string;
}

/** Told of every room key that leaves this device. */
export interface KeyLedger {
    /** Resolves when it is kept: only then the key leaves. */
    sharing(
        roomId: string,
        shares: readonly { readonly userId: string; readonly deviceIds: readonly string[] }[],
    ): Promise<void>;
    /** The Olm messages that carry it, as they leave. Nothing waits for this. */
    sent?(roomId: string, requests: readonly ToDeviceRequest[]): void;
    /** A message was encrypted with what was shared before it. Nothing waits for this. */
    used(roomId: string, sessionId: string, index: number, withheld: readonly Withheld[]): void;
}
