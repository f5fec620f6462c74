import { asObject, asString, type JsonObject } from "../json.ts";
import type { RecordStore } from "../store/RecordStore.ts";

/** Why senders withheld keys from this device, in the words of a code. It explains and never decides: it is unsigned. */
export interface WithheldReasons {
    /** Reads what came to the device before the machine takes it in: the machine keeps only the standard's own code. */
    take(toDevice: readonly JsonObject[]): Promise<void>;
    reasonOf(roomId: string, sessionId: string, senderId: string): Promise<string | null>;
}

const GROUP = "withheld";
/** A code of the clearance package; anything else, prose above all, is not repeated to a person. */
const codeShape = /^[A-Z]{3,5}(_[A-Z]{2,24}){1,4}$/;

export function createWithheldReasons(store: RecordStore): WithheldReasons {
    const nameOf = (...parts: readonly string[]) => JSON.stringify(parts);
    return {
        async take(toDevice) {
            const changes = toDevice.flatMap((event) => {
                const content = asObject(event.content);
                const [sender, room] = [asString(event.sender), asString(content?.room_id)];
                const [session, reason] = [asString(content?.session_id), asString(content?.reason)];
                if (event.type !== "m.room_key.withheld" || content?.code !== "m.unauthorised") return [];
                if (sender === null || room === null || session === null) return [];
                if (reason === null || !codeShape.test(reason) || sender.length + room.length + session.length > 1024)
                    return [];
                const key = { group: GROUP, id: nameOf(room, session, sender) };
                return [{ kind: "put", table: "trust", key, value: { code: reason } } as const];
            });
            if (changes.length > 0) await store.write(changes, "relaxed");
        },
        async reasonOf(roomId, sessionId, senderId) {
            const found = await store.get("trust", { group: GROUP, id: nameOf(roomId, sessionId, senderId) });
            return found.ok ? asString(asObject(found.value)?.code) : null;
        },
    };
}
