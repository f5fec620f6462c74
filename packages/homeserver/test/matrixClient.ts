import { z } from "zod";
import type { TestStack } from "../src/index.ts";

export interface Answer {
    readonly status: number;
    readonly body: Record<string, unknown>;
}

/** The plainest client there is: one person, one token, JSON over HTTP. */
export interface MatrixClient {
    readonly userId: string;
    call(method: string, path: string, body?: unknown): Promise<Answer>;
    createRoom(options: Record<string, unknown>): Promise<string>;
    join(roomId: string): Promise<void>;
    send(roomId: string, body: string): Promise<string>;
    /** Resolves with how long it took until the message was there, in ms. */
    receive(roomId: string, body: string, timeoutMs?: number): Promise<number>;
    has(roomId: string, body: string): Promise<boolean>;
}

const loginAnswer = z.object({ access_token: z.string() });
const timeline = z.object({ chunk: z.array(z.object({ content: z.object({ body: z.string().optional() }) })) });
let transaction = 0;

export async function signIn(stack: TestStack, name: string): Promise<MatrixClient> {
    const { clientUrl, userId, password } = stack.user(name);
    const identifier = { type: "m.id.user", user: userId };
    const login = await request(`${clientUrl}/_matrix/client/v3/login`, "POST", undefined, {
        type: "m.login.password",
        identifier,
        password,
    });
    const { access_token: token } = loginAnswer.parse(login.body);
    const call: MatrixClient["call"] = (method, path, body) => request(clientUrl + path, method, token, body);
    const has = async (roomId: string, body: string): Promise<boolean> => {
        const { body: page } = await call("GET", `${roomPath(roomId)}/messages?dir=b&limit=20`);
        return timeline.parse(page).chunk.some((event) => event.content.body === body);
    };
    return {
        userId,
        call,
        has,
        async createRoom(options) {
            const { body } = await call("POST", "/_matrix/client/v3/createRoom", {
                preset: "private_chat",
                ...options,
            });
            return z.object({ room_id: z.string() }).parse(body).room_id;
        },
        // The invitation can be here before the server knows the person is invited: 403 for a moment.
        join: (roomId) =>
            until(async () => (await call("POST", `${roomPath(roomId)}/join`, {})).status === 200, 20_000).then(
                () => {},
            ),
        async send(roomId, body) {
            const path = `${roomPath(roomId)}/send/m.room.message/t${transaction++}`;
            const answer = await call("PUT", path, { msgtype: "m.text", body });
            return z.object({ event_id: z.string() }).parse(answer.body).event_id;
        },
        receive: (roomId, body, timeoutMs = 20_000) => until(() => has(roomId, body), timeoutMs),
    };
}

/** Asks again until it is so; fails loudly when it is not in time. */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<number> {
    const begunMs = performance.now();
    while (!(await isSo())) {
        if (performance.now() - begunMs > timeoutMs) throw new Error(`not so after ${timeoutMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, 40));
    }
    return performance.now() - begunMs;
}

const roomPath = (roomId: string): string => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;

export async function request(url: string, method: string, token?: string, body?: unknown): Promise<Answer> {
    const response = await fetch(url, {
        method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(60_000),
    });
    const json: unknown = await response.json().catch(() => undefined);
    return { status: response.status, body: Array.isArray(json) ? { list: json } : ((json ?? {}) as Answer["body"]) };
}
