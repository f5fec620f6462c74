import type { Result } from "@valise/base";
import type { CarryFailure } from "../outbox/OutboxCarrier.ts";

export interface DownloadControl {
    readonly signal: AbortSignal;
    /** More than this is not read: a server can send without end. */
    readonly maxBytes: number;
    progressed(receivedBytes: number): void;
}

/** Fetches ciphertext from the media repository (client-server 11.10, authenticated media). */
export interface MediaCarrier {
    download(mxc: string, control: DownloadControl): Promise<Result<Uint8Array, CarryFailure | { kind: "too-large" }>>;
}
