import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, RoomId, UserId } from "@valise/bridge";
import type { BagItem } from "@valise/crisis";
import { signedDevices } from "../../crypto/signedDevices.ts";
import { foldFailure } from "../../http/foldFailure.ts";
import { asNumber, asObject, asString, type JsonObject } from "../../json.ts";
import { roomPath } from "../../rooms/createRoomCommands.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { Account } from "../../session/Account.ts";
import { objects } from "../../sync/slidingSync.ts";
import { wire } from "../../wire.ts";

/** What goes into a bag, and for whom of the agency it will open. */
export interface Gathered {
    readonly items: readonly BagItem[];
    readonly eventCount: number;
    readonly opens: readonly UserId[];
    readonly unreachable: readonly { readonly userId: UserId; readonly deviceId: string }[];
}

const MAX_PAGES = 20;
const stateTypes: ReadonlySet<string> = new Set([wire.charter, wire.admission, wire.presentation]);

/**
 * This person's messages of a room since then as the own server holds them, sealed, with the keys that were made out to the
 * agency's people who pass the room's gate now, and the signed things by which they will judge them (crisis SPEC 18.3).
 */
export async function gatherBag(
    current: Account,
    roomId: RoomId,
    agency: string,
    { sinceMs, eventId }: { readonly sinceMs: number; readonly eventId: string | null },
): Promise<Result<Gathered, EngineFailure>> {
    const { session, clearances, keptKeys, crypto } = current;
    const events = await ownEvents(current, roomId, sinceMs);
    if (!events.ok) return events;
    const chosen = eventId === null ? events.value : events.value.filter(({ event_id }) => event_id === eventId);
    const state = await signedState(current, roomId);
    if (!state.ok) return state;
    const readers = readersOf(current, roomId, agency);
    const kept = await keptKeys.of(roomId);
    const olm = kept
        .filter(({ userId }) => readers.includes(userId as UserId))
        .map(({ userId, deviceId, content }) => ({ userId, deviceId, content }));
    const unreachable: Gathered["unreachable"][number][] = [];
    for (const userId of readers)
        for (const { deviceId } of await signedDevices(crypto, userId))
            if (!olm.some((each) => each.userId === userId && each.deviceId === deviceId))
                unreachable.push({ userId, deviceId });
    const { bundle, lists } = clearances.community.newest();
    const keys = await ownKeys(current);
    const items: BagItem[] = [
        ...(bundle === null ? [] : [{ t: "bundle", bundle: bundle as never } as const]),
        ...lists.map((list) => ({ t: "list", list }) as const),
        ...(keys === null ? [] : [keys]),
        ...state.value.map((event) => ({ t: "state", event }) as unknown as BagItem),
        ...olm.map(({ userId, deviceId, content }) => {
            const sealed = { t: "olm", to: userId, device: deviceId, sender: session.userId, content };
            return sealed as unknown as BagItem;
        }),
        ...chosen.map((event) => ({ t: "event", event }) as unknown as BagItem),
        ...unreachable.map(({ userId, deviceId }) => ({ t: "unreachable", user: userId, device: deviceId }) as const),
    ];
    const opens = readers.filter((userId) => olm.some((each) => each.userId === userId));
    return ok({ items, eventCount: chosen.length, opens, unreachable });
}

function readersOf({ book, gates, clearances }: Account, roomId: string, agency: string): UserId[] {
    return [...(book.get(roomId)?.members.values() ?? [])]
        .filter(({ membership }) => membership === "join")
        .filter(({ userId }) => clearances.community.agencyOfServer(serverNameOf(userId))?.id === agency)
        .flatMap(({ userId }) => (gates.memberOf(roomId, userId)?.reads === true ? [userId as UserId] : []));
}

async function ownEvents({ http, clock, session }: Account, roomId: string, sinceMs: number) {
    const found: ReturnType<typeof bareOf>[] = [];
    let from: string | null = null;
    for (let page = 0; page < MAX_PAGES; page++) {
        const query: Record<string, string> = { dir: "b", limit: "100", ...(from === null ? {} : { from }) };
        const answer = await http.request("GET", `${roomPath(roomId)}/messages`, { query, timeoutMs: 60_000 });
        if (!answer.ok) return err(foldFailure(answer.error, clock));
        const chunk = objects(answer.value.chunk);
        for (const event of chunk) {
            const isMine = event.sender === session.userId && event.state_key === undefined;
            // What was deleted has nothing left in it.
            const isSealed = event.type === "m.room.encrypted" && asObject(event.content)?.ciphertext !== undefined;
            if (isMine && isSealed && timeOf(event) >= sinceMs) found.unshift(bareOf(event));
        }
        from = asString(answer.value.end);
        const oldest = chunk.at(-1);
        if (from === null || oldest === undefined || timeOf(oldest) < sinceMs) break;
    }
    return ok(found);
}

async function signedState({ http, clock, session }: Account, roomId: string) {
    const answer = await http.requestList(`${roomPath(roomId)}/state`, { timeoutMs: 60_000 });
    if (!answer.ok) return err(foldFailure(answer.error, clock));
    const signed = objects(answer.value).filter(({ type, state_key }) => {
        const isAnother = type === wire.presentation && state_key !== session.userId;
        return stateTypes.has(asString(type) ?? "") && !isAnother;
    });
    return ok(signed.map((event) => ({ ...bareOf(event), state_key: event.state_key })));
}

/** Null: the server does not say; whoever opens the bag knows this person's devices already, or asks their own server. */
async function ownKeys({ http, session }: Account): Promise<BagItem | null> {
    const { userId } = session;
    const body = { device_keys: { [userId]: [] } };
    const answer = await http.request("POST", "/_matrix/client/v3/keys/query", { body });
    if (!answer.ok) return null;
    const of = (member: string) => asObject(asObject(answer.value[member])?.[userId]);
    const [devices, masterKey, selfSigningKey] = [of("device_keys"), of("master_keys"), of("self_signing_keys")];
    if (devices === null || masterKey === null || selfSigningKey === null) return null;
    return { t: "keys", user: userId, deviceKeys: Object.values(devices), masterKey, selfSigningKey } as never;
}

const timeOf = (event: JsonObject): number => asNumber(event.origin_server_ts) ?? 0;

const bareOf = ({ type, event_id, room_id, sender, origin_server_ts, content }: JsonObject) => ({
    ...{ type, event_id, room_id, sender, origin_server_ts, content },
});
