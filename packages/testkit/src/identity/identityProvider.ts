/// <reference path="./oidc-provider.d.ts" />
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

const CLIENT = { client_id: "valise", client_secret: "a secret of this test alone" };

/** A real OpenID provider on loopback, at which anybody signs in as whom they say. */
export async function startIdentityProvider() {
    let handle: RequestListener | undefined;
    const server = createServer((request, response) => void handle?.(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const serve = (redirectUri: string) => {
        const findAccount = (_context: unknown, accountId: string) => ({
            accountId,
            claims: async () => ({ sub: `sub-${accountId}`, preferred_username: accountId }),
        });
        const provider = new Provider(issuer, {
            clients: [{ ...CLIENT, redirect_uris: [redirectUri] }],
            claims: { openid: ["sub"], profile: ["preferred_username"] },
            cookies: { keys: ["test"] },
            findAccount,
        });
        handle = provider.callback();
    };
    // A homeserver reads the provider's metadata when it starts, before anybody knows its port.
    serve("http://127.0.0.1/");
    return {
        issuer,
        secret: CLIENT.client_secret,
        clientId: CLIENT.client_id,
        /** Where the homeserver takes people back. */
        trust: (clientUrl: string) => serve(`${clientUrl}/_synapse/client/oidc/callback`),
        [Symbol.dispose]() {
            server.close();
            server.closeAllConnections();
        },
    };
}

/** A page that has not come by then does not come. */
const PATIENCE_MS = 30_000;

/** A browser that follows redirects, fills in forms as `login`, and presses the only link a page offers. */
export async function browse(start: string, login: string): Promise<string> {
    const cookies = new Map<string, string>();
    let [address, body]: [string, URLSearchParams | undefined] = [start, undefined];
    for (let step = 0; step < 30; step++) {
        const { host } = new URL(address);
        const jar = [...cookies].flatMap(([key, value]) =>
            key.startsWith(`${host} `) ? `${key.slice(host.length + 1)}=${value}` : [],
        );
        const answer = await fetch(address, {
            ...{ method: body === undefined ? "GET" : "POST", redirect: "manual", body: body ?? null },
            headers: { cookie: jar.join("; "), accept: "text/html" },
            signal: AbortSignal.timeout(PATIENCE_MS),
        });
        for (const cookie of answer.headers.getSetCookie()) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
            cookies.set(`${host} ${name}`, value);
        }
        const page = await answer.text();
        const next = answer.headers.get("location");
        body = undefined;
        if (next !== null) {
            address = new URL(next, address).href;
            continue;
        }
        const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
        const link =
            /<a[^>]* href="([^"]+)"[^>]*class="primary-button"|class="primary-button"[^>]* href="([^"]+)"/.exec(page);
        if (action !== undefined) {
            address = new URL(action, address).href;
            const hidden = [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)];
            body = new URLSearchParams(hidden.map(([, name = "", value = ""]) => [name, value]));
            if (page.includes('name="login"')) for (const name of ["login", "password"]) body.set(name, login);
        } else if (link !== null) {
            address = (link[1] ?? link[2] ?? "").replaceAll("&amp;", "&");
        } else {
            return page;
        }
    }
    throw new Error("the browser goes in circles");
}
