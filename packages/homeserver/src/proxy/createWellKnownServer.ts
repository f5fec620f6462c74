import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createSecureContext } from "node:tls";
import { ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import { closeServer, listenOnLoopback } from "./listen.ts";

export interface WellKnownHost {
    readonly serverName: string;
    readonly certificateFile: string;
    readonly keyFile: string;
}

/**
 * Answers `/.well-known/matrix/server` for every agency (server-server API, "resolving server names", step 3) with an
 * explicit port. Without it Synapse would look for SRV records, and on a machine without DNS wait a minute for each.
 */
export async function createWellKnownServer(
    hosts: readonly WellKnownHost[],
    port: number,
): Promise<Result<AsyncDisposable, StackError>> {
    const contexts = new Map(
        hosts.map((host) => [
            host.serverName,
            createSecureContext({ cert: readFileSync(host.certificateFile), key: readFileSync(host.keyFile) }),
        ]),
    );
    const server = createServer(
        {
            minVersion: "TLSv1.2",
            SNICallback: (name, answer) => {
                const context = contexts.get(name);
                answer(context ? null : new Error("unknown name"), context);
            },
        },
        (request, response) => {
            const name = request.headers.host?.split(":")[0] ?? "";
            if (request.url !== "/.well-known/matrix/server" || !contexts.has(name)) {
                response.writeHead(404).end();
                return;
            }
            response.writeHead(200, { "content-type": "application/json", "cache-control": "max-age=86400" });
            response.end(JSON.stringify({ "m.server": `${name}:8448` }));
        },
    );
    server.on("tlsClientError", (_error, socket) => socket.destroy());
    const listening = await listenOnLoopback(server, port);
    if (!listening.ok) return listening;
    return ok({ [Symbol.asyncDispose]: () => closeServer(server) });
}
