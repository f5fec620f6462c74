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
    /** The server has told of every room: whoever is not in this one joins it, and asks for what was missed. */
    ensure(): void;
}

export interface TrustRoomParts {
    readonly http: Pick<MatrixHttp, "request">;
    readonly book: Pick<RoomBook, "get">;
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
    /** Something was told of that the store did not take: the server will not tell of it again by itself. */
    let missed = false;

    const offerLists = async (uris: readonly string[]) => {
        for (const uri of uris) await community.takeList(tokens.get(uri), { kind: "room", name: uri });
    };
    const offer = async (bundle: JsonObject | null, lists: ReadonlyMap<string, string>) => {
        await community.loaded();
        for (const [uri, token] of lists) if (tokens.has(uri) || tokens.size < MAX_LISTS) tokens.set(uri, token);
        const taken = bundle === null ? null : await community.takeBundle(bundle, { kind: "room", name: "" });
        await offerLists(taken?.kind === "taken" ? [...tokens.keys()] : [...lists.keys()]);
    };
    const offerSafely = async (bundle: JsonObject | null, lists: ReadonlyMap<string, string>) => {
        try {
            await offer(bundle, lists);
        } catch {
            missed = true;
        }
    };

    const read = async (type: string, stateKey: string): Promise<JsonObject | null> => {
        const path = [roomId ?? "", "state", type, stateKey].map(encodeURIComponent).join("/");
        const answer = await http.request("GET", `/_matrix/client/v3/rooms/${path}`);
        return answer.ok ? answer.value : null;
    };
    const readAll = async () => {
        missed = false;
        await offerSafely(await read(wire.trustBundle, ""), new Map());
        const agencies = [...(community.context()?.bundle.agencies.values() ?? [])];
        for (const uri of agencies.flatMap(({ statusUris }) => [...statusUris])) {
            const token = asString((await read(wire.trustStatus, uri))?.token);
            if (token !== null) await offerSafely(null, new Map([[uri, token]]));
        }
    };

    return {
        async apply(update) {
            const room = update.rooms.find((each) => each.roomId === roomId);
            if (room === undefined) return;
            let bundle: JsonObject | null = null;
            const lists = new Map<string, string>();
            for (const event of [...room.state, ...room.timeline]) {
                const [key, content] = [asString(event.state_key), asObject(event.content)];
                if (key === null || content === null) continue;
                if (event.type === wire.trustBundle && key === "") bundle = content;
                const token = event.type === wire.trustStatus ? asString(content.token) : null;
                if (token !== null) lists.set(key, token);
            }
            if (bundle !== null || lists.size > 0) await offerSafely(bundle, lists);
        },
        ensure() {
            if (roomId === null || clock.monotonicMs() < nextTryMs) return;
            const isJoined = book.get(roomId)?.record.membership === "join";
            if (isJoined && !missed && community.context() !== null) return;
            nextTryMs = clock.monotonicMs() + RETRY_MS;
            if (isJoined) void readAll();
            else void http.request("POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, { body: {} });
        },
    };
}
