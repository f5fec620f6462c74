import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface BrowserSignIn {
    /** Starts the system's browser at an address that was decided on before. */
    open(address: string): Promise<void>;
    /** What the browser shows when it has come back. */
    readonly closing: string;
    readonly patienceMs: number;
}

/**
 * Sends the system's browser to a sign-in and waits on loopback for what it brings back (RFC 8252 section 7.3): the first
 * `loginToken` under a path that nobody else knows. `null`: it took too long, or no browser could be started.
 */
export async function signInInBrowser(
    address: string,
    { open, closing, patienceMs }: BrowserSignIn,
): Promise<string | null> {
    const path = `/${randomBytes(24).toString("base64url")}`;
    const brought = Promise.withResolvers<string | null>();
    const server = createServer((request, response) => {
        const url = new URL(request.url ?? "/", "http://127.0.0.1");
        const token = url.pathname === path ? url.searchParams.get("loginToken") : null;
        response.writeHead(token === null ? 404 : 200, {
            "content-type": "text/plain; charset=utf-8",
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
        });
        // Only then: whoever waits for the token closes this server.
        response.end(token === null ? "" : closing, () => token !== null && brought.resolve(token));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const timer = setTimeout(() => brought.resolve(null), patienceMs);
    const back = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    open(`${address}${encodeURIComponent(back)}`).catch(() => brought.resolve(null));
    const token = await brought.promise;
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
    return token;
}
