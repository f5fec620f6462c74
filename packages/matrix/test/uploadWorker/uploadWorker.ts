import { xhrUpload } from "../../src/worker/xhrUpload.ts";

export interface UploadOrder {
    readonly address: string;
    readonly bytes: number;
}

export type UploadNews =
    | { readonly kind: "sent"; readonly bytes: number }
    | { readonly kind: "answered"; readonly body: string; readonly retryAfter: string | null }
    | { readonly kind: "failed" };

const scope = globalThis as unknown as { postMessage(news: UploadNews): void };
const abort = new AbortController();

/** Uploads as the engine's worker does: an order begins it, anything else ends it. */
globalThis.onmessage = async ({ data }: MessageEvent<UploadOrder | "cancel">) => {
    if (data === "cancel") return abort.abort();
    const answer = xhrUpload(data.address, {
        method: "POST",
        headers: { Authorization: "Bearer token" },
        body: new Uint8Array(data.bytes),
        signal: abort.signal,
        progressed: (bytes) => scope.postMessage({ kind: "sent", bytes }),
    });
    await answer.then(
        async (response) => {
            const body = await response.text();
            scope.postMessage({ kind: "answered", body, retryAfter: response.headers.get("retry-after") });
        },
        () => scope.postMessage({ kind: "failed" }),
    );
};
