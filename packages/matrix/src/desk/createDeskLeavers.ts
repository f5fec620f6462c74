import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asNumber, asObject, asString } from "../json.ts";
import { objects } from "../sync/slidingSync.ts";
import { wire } from "../wire.ts";

/** People whose account the administrator has ended, and whose clearance is to be revoked: the server's word, a request. */
export interface DeskLeavers {
    /** When it was asked, in ms; `null`: it was not. */
    askedAtMs(userId: string): number | null;
    /** The network is there: asks the trust room, at most once a minute. */
    synced(): void;
}

const EVERY_MS = 60_000;
/** More than any agency ends between two looks. */
const AT_MOST = 200;

export function createDeskLeavers(parts: {
    readonly http: Pick<MatrixHttp, "request">;
    /** Of one's own agency; null: there is none, and nobody is asked for. */
    readonly roomId: string | null;
    /** Whether a desk is here at all: nobody else asks. */
    readonly isNeeded: () => boolean;
    readonly isColleague: (userId: string) => boolean;
    readonly nowMs: () => number;
    changed(): void;
}): DeskLeavers {
    const { http, roomId, isNeeded, isColleague, nowMs, changed } = parts;
    const asked = new Map<string, number>();
    let nextMs = 0;

    const look = async () => {
        const query = { dir: "b", limit: String(AT_MOST), filter: JSON.stringify({ types: [wire.trustLeaver] }) };
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId ?? "")}/messages`;
        const answer = await http.request("GET", path, { query });
        if (!answer.ok) return;
        let isNew = false;
        for (const event of objects(answer.value.chunk)) {
            const [key, atMs] = [asString(event.state_key), asNumber(event.origin_server_ts)];
            const isEnded = event.type === wire.trustLeaver && asObject(event.content)?.ended === true;
            if (!isEnded || key === null || atMs === null || !isColleague(key)) continue;
            const userId = `@${key}`;
            if ((asked.get(userId) ?? 0) >= atMs) continue;
            asked.set(userId, atMs);
            isNew = true;
        }
        if (isNew) changed();
    };

    return {
        askedAtMs: (userId) => asked.get(userId) ?? null,
        synced() {
            if (roomId === null || !isNeeded() || nowMs() < nextMs) return;
            nextMs = nowMs() + EVERY_MS;
            void look().catch(() => {});
        },
    };
}
