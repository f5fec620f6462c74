/** Plain HTTP to a homeserver, for clients that are not ours: no SDK, no engine. */
export interface MatrixHttp {
    readonly userId: string;
    readonly deviceId: string;
    call(
        method: "GET" | "POST" | "PUT",
        path: string,
        body?: unknown,
        signal?: AbortSignal,
    ): Promise<Record<string, unknown>>;
}

interface LoginAnswer {
    readonly user_id: string;
    readonly device_id: string;
    readonly access_token: string;
}

export async function signInPlain(clientUrl: string, user: string, password: string): Promise<MatrixHttp> {
    const answer = (await request(clientUrl, null, "POST", "/_matrix/client/v3/login", {
        type: "m.login.password",
        identifier: { type: "m.id.user", user },
        password,
        initial_device_display_name: "independent client",
    })) as unknown as LoginAnswer;
    return {
        userId: answer.user_id,
        deviceId: answer.device_id,
        call: (method, path, body, signal) =>
            request(clientUrl, answer.access_token, method, `/_matrix/client/v3${path}`, body, signal),
    };
}

export class MatrixHttpError extends Error {
    readonly status: number;
    readonly body: Record<string, unknown>;
    constructor(status: number, body: Record<string, unknown>) {
        super(`${status} ${String(body.errcode ?? "")}`);
        this.status = status;
        this.body = body;
    }
}

async function request(
    clientUrl: string,
    token: string | null,
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
): Promise<Record<string, unknown>> {
    const response = await fetch(new URL(path, clientUrl), {
        method,
        headers: {
            "content-type": "application/json",
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
        ...(signal === undefined ? {} : { signal }),
    });
    const json = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new MatrixHttpError(response.status, json);
    return json;
}
