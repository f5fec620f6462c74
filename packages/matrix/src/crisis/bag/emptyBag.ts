import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { BagItem } from "@valise/crisis";
import { signedDevices } from "../../crypto/signedDevices.ts";
import { takeGateEvent } from "../../gate/room/GateEvents.ts";
import { takeOffer } from "../../gate/trust/takeOffer.ts";
import { asString, type JsonObject } from "../../json.ts";
import type { Account } from "../../session/Account.ts";
import { readEvents } from "../../sync/applySync.ts";

/** What one room got out of a bag. */
export interface Emptied {
    readonly roomId: string;
    /** Read here for the first time. */
    readonly fresh: number;
    /** Read here before, whether it is still held or not. */
    readonly known: number;
    /** No key for them is here. */
    readonly unreadable: number;
}

type Item<T extends BagItem["t"]> = Extract<BagItem, { t: T }>;
const of = <T extends BagItem["t"]>(items: readonly BagItem[], t: T): Item<T>[] =>
    items.filter((item): item is Item<T> => item.t === t);

/** Takes everything in as a sync would: trust data, signed state, keys, then events; each passes its own checks. */
export async function emptyBag(current: Account, items: readonly BagItem[], from: string): Promise<Emptied[]> {
    const { clearances, toDevice, cryptoFeed } = current;
    for (const { bundle } of of(items, "bundle")) await takeOffer(clearances.community, { bundle } as JsonObject);
    await takeOffer(clearances.community, { lists: of(items, "list").map(({ list }) => list) });
    await takeState(current, of(items, "state"));
    for (const keys of of(items, "keys")) if (keys.user === from) await takeKeys(current, keys);
    const { userId, deviceId } = current.session;
    const mine = of(items, "olm").filter(({ to, device }) => to === userId && device === deviceId);
    const sealed = mine.map(({ sender, content }) => ({ type: "m.room.encrypted", sender, content }));
    for (const message of sealed) await toDevice.received(await cryptoFeed.messages([message as JsonObject]));
    return takeEvents(current, of(items, "event"));
}

async function takeState({ book, gates }: Account, items: readonly Item<"state">[]): Promise<void> {
    const rooms = new Set<string>();
    for (const { event } of items) {
        const entry = book.get(event.room_id);
        if (entry === null || entry.record.membership !== "join") continue;
        // A charter that the server has is not replaced by an older one: the gate's pins decide.
        if (takeGateEvent(entry.gate, event.type, event.state_key, event.content as JsonObject))
            rooms.add(event.room_id);
    }
    for (const roomId of rooms) {
        book.changed(roomId);
        gates.gateOf(roomId)?.look();
        await gates.gateOf(roomId)?.looked();
    }
}

/** Only of a person of whom no signed device is known: a bag replaces nothing that a key query has answered. */
async function takeKeys({ crypto, encryptor }: Account, keys: Item<"keys">): Promise<void> {
    await encryptor.track([keys.user]).catch(() => {});
    if ((await signedDevices(crypto, keys.user)).length > 0) return;
    const request = crypto.olm.queryKeysForUsers([new UserId(keys.user)]);
    const devices = keys.deviceKeys.map((each) => [asString(each.device_id) ?? "", each]);
    const answer = {
        device_keys: { [keys.user]: Object.fromEntries(devices) },
        master_keys: { [keys.user]: keys.masterKey },
        self_signing_keys: { [keys.user]: keys.selfSigningKey },
    };
    await crypto.olm.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
}

async function takeEvents(current: Account, items: readonly Item<"event">[]): Promise<Emptied[]> {
    const { book, decryptor, messages, roomStore } = current;
    const rooms = Map.groupBy(items, ({ event }) => event.room_id);
    const emptied: Emptied[] = [];
    for (const [roomId, found] of rooms) {
        const entry = book.get(roomId);
        if (entry === null || entry.record.membership !== "join") continue;
        await messages.prepare(roomId);
        await roomStore.loadRoom(roomId);
        const raw = found.map(({ event }) => event as JsonObject);
        const missing = raw.filter(({ event_id }) => !entry.timeline.has(asString(event_id) ?? ""));
        const read = await readEvents(decryptor, entry, missing);
        const readable = read.filter(({ body }) => body === "decrypted" || body === "refused");
        const added = entry.timeline.append(readable);
        if (added.length > 0) {
            entry.timelineDirty = true;
            current.arrived(entry, added);
            book.changed(roomId);
        }
        const unreadable = missing.length - readable.length;
        emptied.push({ roomId, fresh: added.length, known: found.length - added.length - unreadable, unreadable });
    }
    await current.crisis.taken();
    await roomStore.flush();
    return emptied;
}
