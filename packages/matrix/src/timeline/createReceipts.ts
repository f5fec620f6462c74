import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { roomPath } from "../rooms/createRoomCommands.ts";

export interface Receipts {
    send(roomId: string, eventId: string): void;
}

/** Tells the server up to where this person has read, at most once a second and room; the newest counts. */
export function createReceipts(http: MatrixHttp): Receipts {
    const waiting = new Map<string, string>();
    return {
        send(roomId: string, eventId: string) {
            const queued = waiting.has(roomId);
            waiting.set(roomId, eventId);
            if (queued) return;
            setTimeout(() => {
                const newest = waiting.get(roomId) ?? eventId;
                waiting.delete(roomId);
                const body = { "m.fully_read": newest, "m.read.private": newest };
                void http.request("POST", `${roomPath(roomId)}/read_markers`, { body });
            }, 500);
        },
    };
}
