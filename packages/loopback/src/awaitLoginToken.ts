import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A place on this machine where a browser brings the sign-in back to (RFC 8252 section 7.3). */
export interface SignInReturn extends Disposable {
    /** Known to nobody else, so that another page cannot bring somebody else's sign-in. */
    readonly address: string;
    /** `null`: it took longer than `timeoutMs`. */
    token(timeoutMs: number): Promise<string | null>;
}

/** Listens on loopback until disposed; the first `loginToken` that comes to its own address counts. */
export async function awaitLoginToken(closing: string): Promise<SignInReturn> {
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
    let timer: NodeJS.Timeout | undefined;
    return {
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
        token(timeoutMs) {
            timer = setTimeout(() => brought.resolve(null), timeoutMs);
            return brought.promise;
        },
        [Symbol.dispose]() {
            clearTimeout(timer);
            server.close();
            server.closeAllConnections();
        },
    };
}
