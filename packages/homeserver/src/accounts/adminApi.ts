import { createHmac } from "node:crypto";
import { err, ok, type Result } from "@valise/base";
import { z } from "zod";

export interface Refusal {
    readonly status: number;
    readonly code: string;
}

export interface NewAccount {
    readonly localpart: string;
    readonly displayName: string;
    readonly password: string;
    readonly admin: boolean;
}

const tokenAnswer = z.object({ access_token: z.string() });
const nonceAnswer = z.object({ nonce: z.string() });

/** Makes an account with the server's shared secret (Synapse admin API, "Shared-Secret Registration"); answers its token. */
export async function registerAccount(
    adminUrl: string,
    sharedSecret: string,
    account: NewAccount,
): Promise<Result<string, Refusal>> {
    const url = `${adminUrl}/_synapse/admin/v1/register`;
    const nonce = await call(url, { method: "GET" }, nonceAnswer);
    if (!nonce.ok) return nonce;
    const signed = [nonce.value.nonce, account.localpart, account.password, account.admin ? "admin" : "notadmin"];
    // The API asks for HMAC-SHA1; it authenticates one request on loopback and protects nothing that lasts.
    const mac = createHmac("sha1", sharedSecret).update(signed.join("\0")).digest("hex");
    const body = {
        nonce: nonce.value.nonce,
        username: account.localpart,
        displayname: account.displayName,
        password: account.password,
        admin: account.admin,
        mac,
    };
    const made = await call(url, { method: "POST", body: JSON.stringify(body) }, tokenAnswer);
    return made.ok ? ok(made.value.access_token) : made;
}

export async function logIn(url: string, userId: string, password: string): Promise<Result<string, Refusal>> {
    const body = {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: userId },
        password,
        initial_device_display_name: "stack",
    };
    const answer = await call(
        `${url}/_matrix/client/v3/login`,
        { method: "POST", body: JSON.stringify(body) },
        tokenAnswer,
    );
    return answer.ok ? ok(answer.value.access_token) : answer;
}

export async function isTokenGood(url: string, token: string): Promise<boolean> {
    const response = await fetch(`${url}/_matrix/client/v3/account/whoami`, {
        headers: { authorization: `Bearer ${token}` },
    });
    await response.arrayBuffer();
    return response.ok;
}

async function call<T>(url: string, request: RequestInit, answer: z.ZodType<T>): Promise<Result<T, Refusal>> {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(30_000) });
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
        const code = z.object({ errcode: z.string() }).safeParse(body).data?.errcode ?? "unknown";
        return err({ status: response.status, code });
    }
    const parsed = answer.safeParse(body);
    return parsed.success ? ok(parsed.data) : err({ status: response.status, code: "unexpected-answer" });
}
