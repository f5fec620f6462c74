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
/** A hostile room must not fill the memory; no real one comes near. */
const AT_MOST = 20_000;

export function createDeskLeavers(parts: {
    readonly http: Pick<MatrixHttp, "requestList">;
    /** Of one's own agency; null: there is none, and nobody is asked for. */
    readonly roomId: string | null;
    /** Whether a desk is here at all: nobody else asks. */
    readonly isNeeded: () => boolean;
    readonly isColleague: (userId: string) => boolean;
    readonly nowMs: () => number;
    changed(): void;
}): DeskLeavers {
    const { http, roomId, isNeeded, isColleague, nowMs, changed } = parts;
    let asked: ReadonlyMap<string, number> = new Map();
    let nextMs = 0;

    /** The state as it stands now: the timeline may be hidden from whoever came later, and tells what was taken back as well. */
    const look = async () => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId ?? "")}/state`;
        const answer = await http.requestList(path, { timeoutMs: 60_000 });
        if (!answer.ok) return;
        const now = new Map<string, number>();
        for (const event of objects(answer.value)) {
            const [key, atMs] = [asString(event.state_key), asNumber(event.origin_server_ts)];
            const isEnded = event.type === wire.trustLeaver && asObject(event.content)?.ended === true;
            if (isEnded && key !== null && atMs !== null && isColleague(key) && now.size < AT_MOST)
                now.set(`@${key}`, atMs);
        }
        const isSame = now.size === asked.size && [...now].every(([userId, atMs]) => asked.get(userId) === atMs);
        asked = now;
        if (!isSame) changed();
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
