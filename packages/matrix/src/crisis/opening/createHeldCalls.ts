import type { Clock } from "@valise/base";
import { CALL_TTL_S } from "@valise/crisis";
import type { JsonObject } from "../../json.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { RecordStore } from "../../store/RecordStore.ts";
import { nowSOf } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

/** A call as it came, which the trust data of that moment could not prove. */
export interface HeldCall {
    readonly senderId: string;
    readonly content: JsonObject;
    readonly atS: number;
}

/**
 * Calls that newer trust data may prove: a device that wakes hears the call before the lists that came meanwhile. Kept for as
 * long as a call lives.
 */
export interface HeldCalls {
    /** On the disk when it resolves. */
    hold(senderId: string, content: JsonObject): Promise<void>;
    /** Tries each again; what `isSettled` answers true for waits no longer. */
    retry(isSettled: (call: HeldCall) => Promise<boolean>): Promise<void>;
    load(): Promise<void>;
}

/** One person who sends many cannot push out the others', nor one homeserver, of which anybody may be. */
const MAX_OF_ONE = 3;
const MAX_OF_SERVER = 15;
const MAX_HELD = 60;

export function createHeldCalls({ store, clock }: { readonly store: RecordStore; readonly clock: Clock }): HeldCalls {
    const table = createCrisisTable<HeldCall>(store, "held-call");
    const held = new Map<string, HeldCall>();
    const isLive = ({ atS }: HeldCall) => nowSOf(clock) < atS + CALL_TTL_S;
    const drop = async (ids: readonly string[]) => {
        for (const id of ids) held.delete(id);
        await table.remove(ids);
    };

    return {
        async hold(senderId, content) {
            await drop([...held].flatMap(([id, each]) => (isLive(each) ? [] : [id])));
            const ofSender = [...held].filter(([, each]) => each.senderId === senderId);
            if (ofSender.length >= MAX_OF_ONE) await drop(ofSender.slice(0, 1).map(([id]) => id));
            const server = serverNameOf(senderId);
            const ofServer = [...held.values()].filter((each) => serverNameOf(each.senderId) === server);
            if (held.size >= MAX_HELD || ofServer.length >= MAX_OF_SERVER) return;
            const id = globalThis.crypto.randomUUID();
            const call = { senderId, content, atS: nowSOf(clock) };
            held.set(id, call);
            await table.put([[id, call]]);
        },
        async retry(isSettled) {
            for (const [id, call] of [...held]) if (!isLive(call) || (await isSettled(call))) await drop([id]);
        },
        async load() {
            for (const { id, value } of await table.list()) held.set(id, value);
        },
    };
}
