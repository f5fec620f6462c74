import type { Result } from "@valise/base";
import type { CarryFailure, UploadControl } from "../outbox/OutboxCarrier.ts";

export interface DownloadControl {
    readonly signal: AbortSignal;
    /** More than this is not read: a server can send without end. */
    readonly maxBytes: number;
    progressed(receivedBytes: number): void;
}

/** Moves ciphertext to and from the media repository (client-server 11.10, authenticated media). */
export interface MediaCarrier {
    upload(bytes: Uint8Array, control: UploadControl): Promise<Result<{ readonly mxc: string }, CarryFailure>>;
    download(mxc: string, control: DownloadControl): Promise<Result<Uint8Array, CarryFailure | { kind: "too-large" }>>;
}
