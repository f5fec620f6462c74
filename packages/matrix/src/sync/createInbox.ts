import type { Clock } from "@valise/base";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import type { RecordKey, RecordStore, StoredValue } from "../store/RecordStore.ts";

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

/** `key` null: not on the disk. */
interface Item {
    readonly key: RecordKey | null;
    readonly value: Kept;
}

const GROUP = "toDevice";
const UNKNOWN_MS = 24 * 3_600_000;
/** Anybody can send from a device that their server hides. */
const MAX_UNKNOWN = 200;

export function createInbox({ store, clock, deliver, isKept }: InboxParts): Inbox {
    let unknown: readonly Item[] = [];
    let queue: Promise<void> = Promise.resolve();
    const inOrder = (run: () => Promise<void>): Promise<void> => {
        queue = queue.catch(() => {}).then(run);
        return queue;
    };

    const put = async (items: readonly Item[]) => {
        const changes = items.flatMap(({ key, value }) =>
            key === null
                ? []
                : [{ kind: "put", table: "crisis", key, value: value as unknown as StoredValue } as const],
        );
        if (changes.length > 0) await store.write(changes, "relaxed");
    };
    const forget = async (items: readonly Item[]) => {
        const changes = items.flatMap(({ key }) =>
            key === null ? [] : [{ kind: "delete", table: "crisis", key } as const],
        );
        if (changes.length > 0) await store.write(changes, "relaxed");
    };

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
        await forget([...before, ...items].filter((item) => !unknown.includes(item)));
    };

    return {
        received: (messages) =>
            inOrder(async () => {
                const atMs = clock.nowMs();
                const items = messages.map((message): Item => {
                    const isSealed = message.encryptionInfo !== null && isKept(message.message.type);
                    const key = isSealed ? { group: GROUP, id: globalThis.crypto.randomUUID() } : null;
                    return { key, value: { ...message, atMs } };
                });
                // Read once, they are gone from the machine; what takes them may still be at it when the process dies.
                await put(items);
                await handOver(items);
            }),
        devicesKnown: (userIds) =>
            inOrder(async () => {
                const theirs = unknown.filter(({ value }) => userIds.includes(senderOf(value)));
                unknown = unknown.filter((item) => !theirs.includes(item));
                await handOver(theirs);
            }),
        async resume() {
            let items: readonly Item[] = [];
            await inOrder(async () => {
                const listed = await store.list("crisis", GROUP);
                items = (listed.ok ? listed.value.records : []) as unknown as readonly Item[];
            });
            // What comes meanwhile waits for one of them, not for all.
            for (const item of items.toSorted((a, b) => (a.value.atMs ?? 0) - (b.value.atMs ?? 0)))
                await inOrder(() => handOver([item]));
        },
    };
}

/** So many at most: whoever has most of them loses their oldest. */
function withoutMost(items: readonly Item[], max: number): readonly Item[] {
    const left = [...items];
    while (left.length > max) {
        const counts = new Map<string, number>();
        for (const { value } of left) counts.set(senderOf(value), (counts.get(senderOf(value)) ?? 0) + 1);
        const most = Math.max(...counts.values());
        const oldest = left.findIndex(({ value }) => counts.get(senderOf(value)) === most);
        left.splice(oldest, 1);
    }
    return left;
}

const senderOf = ({ message }: Kept) => String(message.sender);
