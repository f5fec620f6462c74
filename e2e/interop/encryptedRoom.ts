import type { MatrixHttp } from "./matrixHttp.ts";

/** An encrypted room as any client makes one: no charter, nothing of ours. */
export async function openEncryptedRoom(creator: MatrixHttp, invite: readonly string[]): Promise<string> {
    const { room_id } = await creator.call("POST", "/createRoom", {
        preset: "private_chat",
        invite,
        initial_state: [
            { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
            { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "joined" } },
        ],
    });
    return String(room_id);
}

/** Tries again while federation catches up: an invited server may not know its own invitation for a moment. */
export async function patiently<T>(attempt: () => Promise<T>, forMs = 60_000): Promise<T> {
    const endMs = performance.now() + forMs;
    for (;;) {
        try {
            return await attempt();
        } catch (error) {
            if (performance.now() > endMs) throw error;
            await new Promise((resolve) => setTimeout(resolve, 250));
        }
    }
}
