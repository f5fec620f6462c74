import type { ToDeviceRequest } from "@matrix-org/matrix-sdk-crypto-wasm";
import { type Clock, createInOrder } from "@valise/base";
import { asObject, type JsonObject } from "../../json.ts";
import type { RecordStore, StoredValue } from "../../store/RecordStore.ts";

/** The Olm messages with which this device shared a room's keys: a bag carries the same (protocol 8). */
export interface KeptKeys {
    /** What is about to leave, before it leaves; nothing waits for it. */
    keep(roomId: string, requests: readonly ToDeviceRequest[]): void;
    of(roomId: string): Promise<readonly KeptKey[]>;
}

export interface KeptKey {
    readonly userId: string;
    readonly deviceId: string;
    readonly content: JsonObject;
}

export interface KeptKeysParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    /** Rooms whose messages a bag may have to carry. */
    isKept(roomId: string): boolean;
}

/** So many sharings a room: the present session's, and those of the few before that somebody may still lack. */
const MAX_KEPT = 24;
const groupOf = (roomId: string) => `keys ${roomId}`;

export function createKeptKeys({ store, clock, isKept }: KeptKeysParts): KeptKeys {
    let count = 0;
    const inOrder = createInOrder();

    const put = async (roomId: string, keys: readonly KeptKey[]) => {
        const group = groupOf(roomId);
        const listed = await store.list("crisis", group);
        const known = listed.ok ? listed.value.records : [];
        // Ids sort by time: the oldest go.
        const gone = known.slice(0, Math.max(0, known.length + 1 - MAX_KEPT));
        const id = `${String(clock.nowMs()).padStart(16, "0")} ${String(count++).padStart(6, "0")}`;
        const value = { keys } as unknown as StoredValue;
        await store.write(
            [
                { kind: "put", table: "crisis", key: { group, id }, value },
                ...gone.map(({ key }) => ({ kind: "delete", table: "crisis", key }) as const),
            ],
            "relaxed",
        );
    };

    return {
        keep(roomId, requests) {
            if (!isKept(roomId)) return;
            const keys = requests.flatMap(({ body }) => keysIn(asObject(asObject(JSON.parse(body))?.messages) ?? {}));
            if (keys.length > 0) void inOrder(() => put(roomId, keys)).catch(() => {});
        },
        async of(roomId) {
            await inOrder(async () => {});
            const listed = await store.list("crisis", groupOf(roomId));
            const records = listed.ok ? listed.value.records : [];
            return records.flatMap(({ value }) => (value as unknown as { readonly keys: readonly KeptKey[] }).keys);
        },
    };
}

function keysIn(messages: JsonObject): KeptKey[] {
    return Object.entries(messages).flatMap(([userId, devices]) =>
        Object.entries(asObject(devices) ?? {}).flatMap(([deviceId, content]) => {
            const sealed = asObject(content);
            return sealed === null ? [] : [{ userId, deviceId, content: sealed }];
        }),
    );
}
