import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";

/** Event types of a trust room (protocol 4). */
export const BUNDLE_TYPE = "org.valise.trust.bundle";
export const STATUS_TYPE = "org.valise.trust.status";

/** The state of trust rooms, over the homeserver of the account whose token is used. Nothing read here is believed. */
export interface TrustRooms {
    /** Null when there is none. */
    read(roomId: string, type: string, stateKey: string): Promise<unknown>;
    write(roomId: string, type: string, stateKey: string, content: object): Promise<void>;
}

export function createTrustRooms(clientUrl: string, token: string): TrustRooms {
    const call = async (method: string, roomId: string, type: string, stateKey: string, body?: object) => {
        const path = [roomId, "state", type, stateKey].map(encodeURIComponent).join("/");
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
    return {
        read: (roomId, type, stateKey) => call("GET", roomId, type, stateKey),
        async write(roomId, type, stateKey, content) {
            await call("PUT", roomId, type, stateKey, content);
        },
    };
}
