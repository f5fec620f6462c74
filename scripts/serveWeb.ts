import { createReadStream, type Stats, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ReadyLine } from "@valise/homeserver";
import type { ConfiguredAgency } from "./configuredAgencies.ts";

/** What the web app is told about the stack it belongs to. */
export interface WebConfig {
    readonly agencies: readonly ConfiguredAgency[];
    readonly trust: ReadyLine["trust"];
    /** Where the demonstration's exercise is started; in no other configuration. */
    readonly exerciseUrl?: string;
}

/** Nothing runs or loads but the app's own files; it may talk to homeservers on this machine, and to nobody else. */
const CONTENT_SECURITY_POLICY = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self' http://127.0.0.1:*",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
};

const TYPES: Readonly<Record<string, string>> = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
};

export interface WebServer extends AsyncDisposable {
    readonly url: string;
}

/** Serves the built app from `folder` on 127.0.0.1, and `/config.json` with the agencies. Port 0 chooses one. */
export async function serveWeb(folder: string, config: WebConfig, port: number): Promise<WebServer> {
    const server = createServer((request, response) => {
        void answer(folder, config, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the web server has no port");
    return {
        url: `http://127.0.0.1:${address.port}/`,
        [Symbol.asyncDispose]: async () => {
            const closed = new Promise<void>((resolve) => server.close(() => resolve()));
            server.closeAllConnections();
            await closed;
        },
    };
}

async function answer(
    folder: string,
    config: WebConfig,
    request: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    // A foreign name that resolves to loopback (DNS rebinding) gets nothing.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) return end(response, 421);
    if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405);
    const path = readPath(request.url ?? "/");
    if (path === undefined) return end(response, 400);
    if (path === "/config.json") return sendConfig(response, config);
    const asked = path === "/" ? "/index.html" : path;
    const file = join(folder, asked);
    const found = fileStats(file);
    if (found === undefined) return end(response, 404);
    response.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-length": found.size,
        // Built files carry a hash in their name; the page itself does not.
        "cache-control":
            asked.startsWith("/assets/") || asked.startsWith("/worker/") ? "max-age=31536000, immutable" : "no-cache",
    });
    if (request.method === "HEAD") return void response.end();
    await pipeline(createReadStream(file), response);
}

/** The decoded path without dots that would leave the folder; undefined when it cannot be read. */
function readPath(url: string): string | undefined {
    try {
        const path = decodeURIComponent(url.split(/[?#]/)[0] ?? "");
        const clean = normalize(path);
        return clean.startsWith("/") && !clean.includes("\0") && !clean.split("/").some((part) => part.startsWith("."))
            ? clean
            : undefined;
    } catch {
        return undefined;
    }
}

function fileStats(path: string): Stats | undefined {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats : undefined;
}

function sendConfig(response: ServerResponse, config: WebConfig): void {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(config));
}

function end(response: ServerResponse, status: number): void {
    response.writeHead(status).end();
}
