import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it came through; `body` and `answer` as text. */
export interface TappedRequest {
    readonly method: string;
    /** Path and query, still encoded. */
    readonly url: string;
    readonly body: string;
    readonly atMs: number;
    /** What the client got; null while waiting, or when it got nothing. */
    answer: { readonly status: number; readonly body: string } | null;
}

export interface TapAnswer {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string;
    /** Sends only this many bytes of the body, then breaks the connection. */
    readonly cutAfterBytes?: number;
}

/** What happens to one request. Null: it passes. */
export type TapVerdict =
    | null
    /** Answered here; the homeserver never sees it. */
    | { readonly kind: "answer"; readonly answer: TapAnswer }
    /** The homeserver does it, the client never hears. */
    | { readonly kind: "lose-reply" }
    /** Passed on when this resolves. */
    | { readonly kind: "hold"; readonly until: Promise<unknown> }
    /** The homeserver's JSON, changed on its way back. */
    | { readonly kind: "rewrite"; change(answer: Json): Json };

export type Json = Record<string, unknown>;
export type TapRule = (request: TappedRequest) => TapVerdict;
/** The homeserver's JSON as the client gets it. */
export type TapRewrite = (request: TappedRequest, answer: Json) => Json;

/** A reverse proxy in front of one homeserver's client port that does what a hostile server or network would. */
export interface Tap extends AsyncDisposable {
    readonly url: string;
    /** Everything since the start, in order. */
    readonly requests: readonly TappedRequest[];
    /** From here on; null passes all. */
    rule: TapRule | null;
    /** Asked when the homeserver has answered, so that it also holds for a long poll that began before it was set. */
    rewrite: TapRewrite | null;
    /** Those whose `METHOD url` matches. */
    matching(pattern: RegExp): readonly TappedRequest[];
}

export async function startTap(upstream: string): Promise<Tap> {
    const requests: TappedRequest[] = [];
    const server = createServer((incoming, outgoing) => {
        carry(incoming, outgoing).catch(() => outgoing.destroy());
    });

    async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
        const body = await readAll(incoming);
        const { method = "GET", url = "/" } = incoming;
        const request: TappedRequest = { method, url, body: body.toString(), atMs: performance.now(), answer: null };
        requests.push(request);
        const verdict = tap.rule?.(request) ?? null;
        const reply = (status: number, headers: Readonly<Record<string, string>>, content: Buffer, cut?: number) => {
            request.answer = { status, body: content.toString() };
            outgoing.writeHead(status, { ...headers, "content-length": String(content.byteLength) });
            if (cut === undefined) outgoing.end(content);
            else outgoing.write(content.subarray(0, cut), () => outgoing.destroy());
        };
        if (verdict?.kind === "answer") {
            const {
                status,
                headers = { "content-type": "application/json" },
                body: text,
                cutAfterBytes,
            } = verdict.answer;
            return reply(status, { ...cors, ...headers }, Buffer.from(text), cutAfterBytes);
        }
        if (verdict?.kind === "hold") await verdict.until;
        const gone = new AbortController();
        outgoing.on("close", () => gone.abort());
        const answer = await fetch(new URL(url, upstream), {
            method,
            headers: forwarded(incoming),
            ...(method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(body) }),
            ...(verdict?.kind === "lose-reply" ? {} : { signal: gone.signal }),
        });
        let content: Buffer = Buffer.from(await answer.arrayBuffer());
        if (verdict?.kind === "lose-reply") return void outgoing.destroy();
        const changes = [
            ...(verdict?.kind === "rewrite" ? [verdict.change] : []),
            ...(tap.rewrite === null ? [] : [tap.rewrite.bind(null, request)]),
        ];
        if (changes.length > 0 && answer.ok && isJson(answer.headers)) {
            const told = JSON.parse(content.toString()) as Json;
            content = Buffer.from(JSON.stringify(changes.reduce((value, change) => change(value), told)));
        }
        reply(answer.status, kept(answer.headers), content);
    }

    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const tap: Tap = {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        requests,
        rule: null,
        rewrite: null,
        matching: (pattern) => requests.filter(({ method, url }) => pattern.test(`${method} ${url}`)),
        async [Symbol.asyncDispose]() {
            server.closeAllConnections();
            await new Promise((done) => server.close(done));
        },
    };
    return tap;
}

const cors = { "access-control-allow-origin": "*" };

function forwarded(incoming: IncomingMessage): Record<string, string> {
    const { authorization } = incoming.headers;
    const type = incoming.headers["content-type"];
    return {
        ...(authorization === undefined ? {} : { authorization }),
        ...(type === undefined ? {} : { "content-type": type }),
    };
}

const isJson = (headers: Headers) => headers.get("content-type")?.startsWith("application/json") === true;

function kept(headers: Headers): Record<string, string> {
    const names = ["content-type", "retry-after", "date", "access-control-allow-origin"];
    return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? ""]] : [])));
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
}
