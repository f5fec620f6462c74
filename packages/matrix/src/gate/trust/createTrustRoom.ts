import type { Clock } from "@valise/base";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { asObject, asString, type JsonObject } from "../../json.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import type { SyncUpdate } from "../../sync/SyncUpdate.ts";
import { wire } from "../../wire.ts";
import type { Community } from "./Community.ts";

/** Follows the agency's trust room (protocol 4): joins it where need be, and offers what stands there to the community. */
export interface TrustRoom {
    /** Takes in what an answer of the server says of the room; resolves when it is on the disk or refused. */
    apply(update: SyncUpdate): Promise<void>;
    /** The server has told of every room, or is back: whoever is not in the room joins it. */
    ensureJoined(): void;
}

export interface TrustRoomParts {
    readonly http: MatrixHttp;
    readonly book: RoomBook;
    readonly clock: Clock;
    readonly community: Community;
    /** From the managed configuration; null: no trust room, and offers of peers are the only source. */
    readonly roomId: string | null;
}

/** A room that does not let us in now may later: an invitation, a server that comes back. */
const RETRY_MS = 60_000;
/** More lists than any community has. */
const MAX_LISTS = 256;

export function createTrustRoom({ http, book, clock, community, roomId }: TrustRoomParts): TrustRoom {
    /** Lists as they stand in the room, by state key: offered again when a new bundle may judge them otherwise. */
    const tokens = new Map<string, unknown>();
    let nextTryMs = 0;

    const offerBundle = async (content: JsonObject | null) => {
        if (content === null) return;
        await community.loaded();
        const taken = await community.takeBundle(content, { kind: "room", name: "" });
        if (taken.kind === "taken") await offerLists([...tokens.keys()]);
    };
    const offerLists = async (uris: readonly string[]) => {
        await community.loaded();
        for (const uri of uris) await community.takeList(tokens.get(uri), { kind: "room", name: uri });
    };

    const applyState = async (events: readonly JsonObject[]) => {
        const fresh: string[] = [];
        let bundle: JsonObject | null = null;
        for (const event of events) {
            const key = asString(event.state_key);
            const content = asObject(event.content);
            if (key === null || content === null) continue;
            if (event.type === wire.trustBundle && key === "") bundle = content;
            if (event.type !== wire.trustStatus || asString(content.token) === null) continue;
            if (!tokens.has(key) && tokens.size >= MAX_LISTS) continue;
            tokens.set(key, content.token);
            fresh.push(key);
        }
        await offerBundle(bundle);
        await offerLists(fresh);
    };

    return {
        async apply(update) {
            const room = update.rooms.find((each) => each.roomId === roomId);
            if (room === undefined) return;
            const timeline = room.timeline.filter((event) => typeof event.state_key === "string");
            // A store that refuses to write keeps the old data in use; the room is told of again after a restart.
            await applyState([...room.state, ...timeline]).catch(() => {});
        },
        ensureJoined() {
            if (roomId === null || clock.monotonicMs() < nextTryMs) return;
            if (book.get(roomId)?.record.membership === "join") return;
            nextTryMs = clock.monotonicMs() + RETRY_MS;
            void http.request("POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, { body: {} });
        },
    };
}
