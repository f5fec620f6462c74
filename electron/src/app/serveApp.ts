import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { isAppUrl } from "./appOrigin.ts";
import { resolveAsset } from "./resolveAsset.ts";

const contentTypes: Readonly<Record<string, string>> = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".txt": "text/plain; charset=utf-8",
};

/** Answers every request of the app scheme: GET of a file of the built page, with the policy on each answer, or nothing. */
export function serveApp(pageRoot: string, contentSecurityPolicy: string): (request: Request) => Promise<Response> {
    const headers = {
        "Content-Security-Policy": contentSecurityPolicy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    };
    const refuse = (status: number) => new Response(null, { status, headers });

    return async (request) => {
        if (request.method !== "GET") return refuse(405);
        if (!isAppUrl(request.url)) return refuse(404);
        const path = await resolveAsset(pageRoot, request.url);
        const contentType = path === null ? undefined : contentTypes[extname(path).toLowerCase()];
        if (path === null || contentType === undefined) return refuse(404);
        return new Response(await readFile(path), { headers: { ...headers, "Content-Type": contentType } });
    };
}
