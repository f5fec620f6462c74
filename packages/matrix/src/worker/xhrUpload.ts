import type { UploadLike } from "../http/createMatrixHttp.ts";

/**
 * Uploads in a browser, where `fetch` does not tell how far it is: by XMLHttpRequest, which a worker has too and
 * which obeys the same policy (`connect-src`). It counts what the network took, not what the server confirmed.
 */
export const xhrUpload: UploadLike = (input, { method, headers, body, signal, progressed }) =>
    new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const lost = () => reject(new TypeError("the upload got no answer"));
        const stop = () => request.abort();
        request.open(method, input);
        request.responseType = "arraybuffer";
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.upload.onprogress = ({ loaded }) => progressed(loaded);
        request.onerror = lost;
        request.onabort = lost;
        // A redirect was followed unasked: whoever answered there is not the homeserver.
        request.onload = () => (request.responseURL === new URL(input).href ? resolve(answerOf(request)) : lost());
        request.onloadend = () => signal.removeEventListener("abort", stop);
        signal.addEventListener("abort", stop);
        if (signal.aborted) return lost();
        request.send(body);
    });

function answerOf(request: XMLHttpRequest): Response {
    const headers = new Headers();
    for (const line of request.getAllResponseHeaders().trim().split("\r\n")) {
        const [name = "", ...value] = line.split(": ");
        if (name !== "") headers.set(name, value.join(": "));
    }
    const { status } = request;
    return new Response(bodiless.has(status) ? null : (request.response as ArrayBuffer), { status, headers });
}

const bodiless = new Set([204, 205, 304]);
