import { type Clock, createInOrder } from "@valise/base";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import { createCrisisTable } from "../crisis/CrisisTable.ts";
import { serverNameOf } from "../rooms/RoomRecord.ts";
import type { RecordStore } from "../store/RecordStore.ts";

/** Whose device sent a message cannot be said yet. */
export class DeviceUnknown extends Error {
    override readonly name = "DeviceUnknown";
}

/** Messages to this device on the disk until they were taken, in order, one after the other. */
export interface Inbox {
    received(messages: readonly ReceivedToDeviceMessage[]): Promise<void>;
    /** What waits for the devices of these people is handed over again. */
    devicesKnown(userIds: readonly string[]): Promise<void>;
    /** Hands over what a kill left, and what still waits. */
    resume(): Promise<void>;
}

export interface InboxParts {
    readonly store: RecordStore;
    readonly clock: Pick<Clock, "nowMs">;
    /** Throws `DeviceUnknown` for what is to wait; anything else it throws costs that message alone. */
    deliver(message: ReceivedToDeviceMessage): Promise<void>;
    /** Whether anybody takes sealed messages of this type. */
    isKept(type: string): boolean;
}

/** Without `atMs`: kept by an earlier version. */
type Kept = ReceivedToDeviceMessage & { readonly atMs?: number };

/** `id` null: not on the disk. */
interface Item {
    readonly id: string | null;
    readonly value: Kept;
}

const UNKNOWN_MS = 24 * 3_600_000;
/** A homeserver can make as many people as it likes, with devices that it hides. */
const MAX_UNKNOWN = 200;

export function createInbox({ store, clock, deliver, isKept }: InboxParts): Inbox {
    const table = createCrisisTable<Kept>(store, "toDevice");
    const inOrder = createInOrder();
    let unknown: readonly Item[] = [];

    const isWaiting = (item: Item): Promise<boolean> =>
        deliver(item.value).then(
            () => false,
            (error) => error instanceof DeviceUnknown,
        );
    const isRecent = ({ value }: Item) => clock.nowMs() - (value.atMs ?? 0) < UNKNOWN_MS;
    const handOver = async (items: readonly Item[]) => {
        const waiting: Item[] = [];
        for (const item of items) if (await isWaiting(item)) waiting.push(item);
        const before = unknown;
        unknown = withoutMost([...before, ...waiting].filter(isRecent), MAX_UNKNOWN);
        const gone = [...before, ...items].filter((item) => !unknown.includes(item));
        await table.remove(gone.flatMap(({ id }) => id ?? []));
    };

    return {
        received: (messages) =>
            inOrder(async () => {
                const atMs = clock.nowMs();
                const items = messages.map((message): Item => {
                    const isSealed = message.encryptionInfo !== null && isKept(message.message.type);
                    return { id: isSealed ? globalThis.crypto.randomUUID() : null, value: { ...message, atMs } };
                });
                // Read once, they are gone from the machine; what takes them may still be at it when the process dies.
                await table.put(items.flatMap(({ id, value }) => (id === null ? [] : [[id, value] as const])));
                await handOver(items);
            }),
        devicesKnown: (userIds) =>
            inOrder(async () => {
                const theirs = unknown.filter((item) => userIds.includes(senderOf(item)));
                unknown = unknown.filter((item) => !theirs.includes(item));
                await handOver(theirs);
            }),
        async resume() {
            const items: readonly Item[] = await inOrder(table.list);
            // What comes meanwhile waits for one of them, not for all.
            for (const item of items.toSorted((a, b) => (a.value.atMs ?? 0) - (b.value.atMs ?? 0)))
                await inOrder(() => handOver([item]));
        },
    };
}

/** So many at most: the oldest goes of whoever has most of them, at the homeserver that has most. */
function withoutMost(items: readonly Item[], max: number): readonly Item[] {
    let left = items;
    while (left.length > max) {
        const [oldest] = largest(largest(left, serverOf), senderOf);
        left = left.filter((item) => item !== oldest);
    }
    return left;
}

const largest = (items: readonly Item[], of: (item: Item) => string): readonly Item[] =>
    [...Map.groupBy(items, of).values()].reduce((most, each) => (each.length > most.length ? each : most), []);

const senderOf = ({ value }: Item) => String(value.message.sender);
const serverOf = (item: Item) => serverNameOf(senderOf(item));
