import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ok, type Result } from "@valise/base";
import { z } from "zod";
import { describeStackError, type StackError } from "../errors.ts";
import type { Homeserver } from "../process/createHomeserver.ts";
import type { FederationProxy } from "../proxy/createFederationProxy.ts";
import { type LinkFault, linkFaultSchema, NO_FAULT } from "../proxy/linkFault.ts";
import { closeServer, listenOnLoopback } from "../proxy/listen.ts";

const linkRequest = linkFaultSchema.extend({ from: z.string(), to: z.string(), both: z.boolean().default(false) });
const homeserverAction = z.enum(["start", "stop", "kill", "pause", "resume", "restart"]);
export type HomeserverAction = z.output<typeof homeserverAction>;

interface Answer {
    readonly status: number;
    readonly body: unknown;
}
export interface ControlParts {
    readonly proxy: FederationProxy;
    readonly homeservers: ReadonlyMap<string, Homeserver>;
    readonly token: string;
}

/**
 * The control interface for faults, on loopback, every call with `Authorization: Bearer <control token>`:
 * `GET /status` · `POST /links {from, to, both?, cut?, delayMs?, bytesPerSecond?}` (replaces the link's fault; nothing
 * given = whole again) · `DELETE /links` (all whole) · `POST /homeservers/ID/start|stop|kill|pause|resume|restart`.
 */
export async function createControlServer(
    parts: ControlParts,
    port: number,
): Promise<Result<AsyncDisposable, StackError>> {
    const server = createServer((request, response) => {
        void handle(parts, request)
            .catch((): Answer => ({ status: 500, body: { error: "failed" } }))
            .then(({ status, body }) => send(response, status, body));
    });
    const listening = await listenOnLoopback(server, port);
    if (!listening.ok) return listening;
    return ok({ [Symbol.asyncDispose]: () => closeServer(server) });
}

async function handle(parts: ControlParts, request: IncomingMessage): Promise<Answer> {
    // A web page can reach loopback too, but cannot read the token's file; a browser's call is refused before that.
    if (request.headers.origin !== undefined || !isAuthorised(request, parts.token)) {
        return { status: 401, body: { error: "unauthorised" } };
    }
    const [collection, id, action] = (request.url ?? "").slice(1).split("/");
    if (request.method === "GET" && collection === "status") return { status: 200, body: statusOf(parts) };
    if (request.method === "POST" && collection === "links") return setLink(parts, await readJson(request));
    if (request.method === "DELETE" && collection === "links") return clearLinks(parts);
    if (request.method === "POST" && collection === "homeservers") return actOn(parts, id ?? "", action ?? "");
    return { status: 404, body: { error: "not-found" } };
}

export function statusOf(parts: ControlParts): unknown {
    return {
        links: parts.proxy.links(),
        homeservers: [...parts.homeservers.values()].map((h) => ({ id: h.agencyId, state: h.state(), pid: h.pid() })),
    };
}

function setLink({ proxy }: ControlParts, input: unknown): Answer {
    const parsed = linkRequest.safeParse(input);
    if (!parsed.success)
        return { status: 400, body: { error: "bad-request", path: parsed.error.issues[0]?.path.join(".") } };
    const { from, to, both, ...fault } = parsed.data;
    const changed = setFaults(proxy, from, to, fault, both);
    return changed ? { status: 200, body: { links: proxy.links() } } : { status: 404, body: { error: "no-such-link" } };
}

/** One way or both; false when there is no such link. */
export function setFaults(proxy: FederationProxy, from: string, to: string, fault: LinkFault, both: boolean): boolean {
    if (proxy.setFault(from, to, fault) === undefined) return false;
    return !both || proxy.setFault(to, from, fault) !== undefined;
}

export function healAll(proxy: FederationProxy): void {
    for (const link of proxy.links()) proxy.setFault(link.from, link.to, NO_FAULT);
}

function clearLinks({ proxy }: ControlParts): Answer {
    healAll(proxy);
    return { status: 200, body: { links: proxy.links() } };
}

async function actOn({ homeservers }: ControlParts, id: string, wanted: string): Promise<Answer> {
    const homeserver = homeservers.get(id);
    const action = homeserverAction.safeParse(wanted).data;
    if (homeserver === undefined || action === undefined) return { status: 404, body: { error: "not-found" } };
    const outcome = await homeserver[action]();
    if (outcome === false) return { status: 409, body: { error: "not-running", state: homeserver.state() } };
    if (typeof outcome === "object" && !outcome.ok) {
        return { status: 500, body: { error: outcome.error.kind, message: describeStackError(outcome.error) } };
    }
    return { status: 200, body: { id, state: homeserver.state() } };
}

function isAuthorised(request: IncomingMessage, token: string): boolean {
    const given = Buffer.from(request.headers.authorization ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        if (sizeBytes > 65_536) return undefined;
        chunks.push(chunk);
    }
    try {
        return JSON.parse(Buffer.concat(chunks).toString("utf8"));
    } catch {
        return undefined;
    }
}

function send(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
}
