import { z } from "zod";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";

/** Event types of a trust room (protocol 4). */
export const BUNDLE_TYPE = "org.valise.trust.bundle";
export const STATUS_TYPE = "org.valise.trust.status";
/** An officer's acts on their way to the status service (clearance SPEC 12.8). */
export const ACTS_TYPE = "org.valise.trust.acts";

/** The state of trust rooms, over the homeserver of the account whose token is used. Nothing read here is believed. */
export interface TrustRooms {
    /** Null when there is none. */
    read(roomId: string, type: string, stateKey: string): Promise<unknown>;
    /** Contents of the newest events of a type, newest first: the whole state of a large agency's room is never asked for. */
    newest(roomId: string, type: string): Promise<readonly unknown[]>;
    write(roomId: string, type: string, stateKey: string, content: object): Promise<void>;
}

const newestSchema = z.object({ chunk: z.array(z.object({ content: z.unknown() })) });

export function createTrustRooms(clientUrl: string, token: string): TrustRooms {
    const call = async (method: string, path: string, body?: object) => {
        const response = await fetch(`${clientUrl.replace(/\/+$/, "")}/_matrix/client/v3/rooms/${path}`, {
            method,
            headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
            redirect: "error",
            signal: AbortSignal.timeout(30_000),
            ...(body !== undefined && { body: JSON.stringify(body) }),
        }).catch((cause: unknown) => {
            const unreachable = "failure.server-unreachable";
            throw new CommandFailure("server-unreachable", exitCodes.failed, unreachable, {}, { cause });
        });
        const answer: unknown = await response.json().catch(() => undefined);
        if (response.ok) return answer;
        if (response.status === 404 && method === "GET") return null;
        throw new CommandFailure("server-error", exitCodes.failed, "failure.server-error", { status: response.status });
    };
    const pathOf = (...parts: readonly string[]) => parts.map(encodeURIComponent).join("/");
    return {
        read: (roomId, type, stateKey) => call("GET", pathOf(roomId, "state", type, stateKey)),
        async newest(roomId, type) {
            const query = new URLSearchParams({ dir: "b", limit: "50", filter: JSON.stringify({ types: [type] }) });
            const answer = await call("GET", `${pathOf(roomId, "messages")}?${query}`);
            return newestSchema.safeParse(answer).data?.chunk.map(({ content }) => content) ?? [];
        },
        async write(roomId, type, stateKey, content) {
            await call("PUT", pathOf(roomId, "state", type, stateKey), content);
        },
    };
}
