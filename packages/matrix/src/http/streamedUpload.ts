import type { FetchLike, UploadLike } from "./createMatrixHttp.ts";

const PIECE_BYTES = 64 * 1024;

/**
 * Uploads over a `fetch` that takes a stream as a body, which Node's does over HTTP/1.1 and browsers do not.
 * A piece counts as sent when the next one is asked for: all but what the socket holds has left by then.
 */
export function streamedUpload(fetch: FetchLike): UploadLike {
    return (input, { method, headers, body, signal, progressed }) => {
        let sentBytes = 0;
        const stream = new ReadableStream<Uint8Array>(
            {
                pull(controller) {
                    progressed(sentBytes);
                    const piece = body.subarray(sentBytes, sentBytes + PIECE_BYTES);
                    if (piece.byteLength === 0) return controller.close();
                    sentBytes += piece.byteLength;
                    controller.enqueue(piece);
                },
            },
            // Nothing is asked for ahead of its time.
            { highWaterMark: 0 },
        );
        // Servers refuse a media upload without its length (Synapse: 400), and a stream does not tell its own.
        const sized = { ...headers, "Content-Length": String(body.byteLength) };
        const init: RequestInit & { duplex: "half" } = { method, headers: sized, body: stream, duplex: "half", signal };
        return fetch(input, { ...init, redirect: "error" });
    };
}
