import { z } from "zod";

export interface DemoAnswer {
    readonly status: number;
    readonly body: unknown;
}

/** One request to a homeserver of the stack on this machine. */
export async function call(
    baseUrl: string,
    token: string | null,
    method: string,
    path: string,
    body?: object,
): Promise<DemoAnswer> {
    const response = await fetch(`${baseUrl.replace(/\/+$/, "")}${path}`, {
        method,
        headers: {
            "content-type": "application/json",
            ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        signal: AbortSignal.timeout(60_000),
        ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
}

/** The value of a request that has to succeed; a race over federation is waited out for a minute. */
export async function must<T>(
    schema: z.ZodType<T>,
    request: () => Promise<DemoAnswer>,
    what: string,
    signal: AbortSignal,
): Promise<T> {
    const untilMs = performance.now() + 60_000;
    for (;;) {
        const { status, body } = await request();
        const parsed = status === 200 ? schema.safeParse(body).data : undefined;
        if (parsed !== undefined) return parsed;
        if (signal.aborted || performance.now() > untilMs) throw new Error(`the demonstration: ${what}: ${status}`);
        await new Promise((resolve) => setTimeout(resolve, 300));
    }
}

export async function logIn(clientUrl: string, userId: string, password: string): Promise<string | undefined> {
    const answer = await call(clientUrl, null, "POST", "/_matrix/client/v3/login", {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: userId },
        password,
        initial_device_display_name: "demonstration",
    });
    return z.object({ access_token: z.string() }).safeParse(answer.body).data?.access_token;
}
