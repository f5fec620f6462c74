import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { type Clock, createInOrder } from "@valise/base";
import type { KeyLedger, Withheld } from "../../crypto/KeyLedger.ts";
import type { CryptoParts } from "../../crypto/openCrypto.ts";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { asArray, asObject } from "../../json.ts";
import type { RecordStore, StoredValue } from "../../store/RecordStore.ts";

/** One time a room key left this device: for whom, and from which message on (protocol 6). */
export interface ShareRecord {
    readonly userId: string;
    readonly deviceIds: readonly string[];
    readonly atMs: number;
    /** Index in the session of the first message that can be read with what was shared. */
    readonly fromIndex: number;
}

export interface KeptManifest {
    readonly sessionId: string;
    readonly shares: readonly ShareRecord[];
    readonly lists: { readonly [uri: string]: number };
}

/** What this device remembers of one outgoing session. */
interface Manifest {
    readonly shares: readonly ShareRecord[];
    /** Numbers of the status lists that were decided by, by uri. */
    readonly lists: { readonly [uri: string]: number };
    /** Devices that were told that they get no key, and why: `@user:server DEVICE CODE`. Another reason is told anew. */
    readonly told: readonly string[];
}

export interface Releases extends KeyLedger {
    /** Who could have read the message at this place; null: no manifest was kept. */
    reach(roomId: string, sessionId: string, index: number): Promise<readonly ShareRecord[] | null>;
    /** Every recipient manifest of this device for a room: for whom which session left it, and by which status lists. */
    kept(roomId: string): Promise<readonly KeptManifest[]>;
    /** Resolves when nothing is being told or written any more. */
    settled(): Promise<void>;
}

export interface ReleasesParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly http: MatrixHttp;
    readonly crypto: Pick<CryptoParts, "olm">;
    lists(): { readonly [uri: string]: number };
}

/** Not known to which session it belongs until that session is used. */
const PENDING = "pending";
const MAX_DEVICES_TOLD = 50;
const empty: Manifest = { shares: [], lists: {}, told: [] };

/** Keeps recipient manifests in the sealed store, and tells devices without a key why (`m.room_key.withheld`). */
export function createReleases({ store, clock, http, crypto, lists }: ReleasesParts): Releases {
    const manifests = new Map<string, Manifest>();
    const pending = new Map<string, readonly Omit<ShareRecord, "fromIndex">[]>();
    /** One notice at a time: the next message of the session finds who was told. */
    const telling = createInOrder();
    const inOrder = createInOrder();

    const groupOf = (roomId: string) => `manifests ${roomId}`;
    const read = async (roomId: string, sessionId: string): Promise<Manifest | null> => {
        const known = manifests.get(sessionId);
        if (known !== undefined) return known;
        const found = await store.get("trust", { group: groupOf(roomId), id: sessionId });
        const kept = found.ok ? asObject(found.value) : null;
        return kept === null ? null : { ...empty, ...(kept as Partial<Manifest>) };
    };
    const put = (roomId: string, id: string, value: unknown) =>
        ({ kind: "put", table: "trust", key: { group: groupOf(roomId), id }, value: value as StoredValue }) as const;
    const readPending = async (roomId: string) => {
        const known = pending.get(roomId);
        if (known !== undefined) return known;
        const found = await store.get("trust", { group: groupOf(roomId), id: PENDING });
        return found.ok ? (asArray(asObject(found.value)?.shares) as readonly Omit<ShareRecord, "fromIndex">[]) : [];
    };

    const settle = async (roomId: string, sessionId: string, index: number) => {
        const waiting = await readPending(roomId);
        pending.set(roomId, []);
        if (waiting.length === 0) return;
        const before = (await read(roomId, sessionId)) ?? empty;
        const shares = [...before.shares, ...waiting.map((share) => ({ ...share, fromIndex: index }))];
        const manifest = { ...before, shares, lists: { ...before.lists, ...lists() } };
        manifests.set(sessionId, manifest);
        await store.write([put(roomId, sessionId, manifest), put(roomId, PENDING, { shares: [] })], "relaxed");
    };

    const devicesOf = async (userId: string): Promise<string[]> => {
        const devices = await crypto.olm.getUserDevices(new UserId(userId));
        try {
            return devices.devices().map((device) => {
                const id = device.deviceId.toString();
                device.free();
                return id;
            });
        } finally {
            devices.free();
        }
    };

    const tell = async (roomId: string, sessionId: string, withheld: readonly Withheld[]) => {
        const manifest = (await read(roomId, sessionId)) ?? empty;
        const told = new Set(manifest.told);
        const messages: Record<string, Record<string, object>> = {};
        for (const { userId, code } of withheld) {
            for (const deviceId of (await devicesOf(userId)).slice(0, MAX_DEVICES_TOLD)) {
                const notice = `${userId} ${deviceId} ${code}`;
                if (told.has(notice)) continue;
                told.add(notice);
                const content = {
                    algorithm: "m.megolm.v1.aes-sha2",
                    code: "m.unauthorised",
                    reason: code,
                    room_id: roomId,
                    sender_key: crypto.olm.identityKeys.curve25519.toBase64(),
                    session_id: sessionId,
                };
                messages[userId] = { ...messages[userId], [deviceId]: content };
            }
        }
        if (Object.keys(messages).length === 0) return;
        const path = `/_matrix/client/v3/sendToDevice/m.room_key.withheld/${globalThis.crypto.randomUUID()}`;
        const answer = await http.request("PUT", path, { body: { messages } });
        // Told again with the next message of this session where it did not get through.
        if (!answer.ok) return;
        await inOrder(async () => {
            const next = { ...((await read(roomId, sessionId)) ?? empty), told: [...told] };
            manifests.set(sessionId, next);
            await store.write([put(roomId, sessionId, next)], "relaxed");
        });
    };

    return {
        async kept(roomId) {
            const found = await store.list("trust", groupOf(roomId));
            const rows = found.ok ? found.value.records : [];
            return rows.flatMap(({ key: { id }, value }) => {
                const { shares, lists: by } = { ...empty, ...(asObject(value) as Partial<Manifest> | null) };
                return id === PENDING ? [] : [{ sessionId: id, shares, lists: by }];
            });
        },
        async sharing(roomId, shares) {
            const atMs = clock.nowMs();
            const fresh = shares.map((share) => ({ ...share, atMs }));
            await inOrder(async () => {
                const all = [...(await readPending(roomId)), ...fresh];
                pending.set(roomId, all);
                await store.write([put(roomId, PENDING, { shares: all })], "relaxed");
            });
        },
        used(roomId, sessionId, index, withheld) {
            void inOrder(() => settle(roomId, sessionId, index)).catch(() => {});
            if (withheld.length === 0) return;
            void telling(() => tell(roomId, sessionId, withheld)).catch(() => {});
        },
        async reach(roomId, sessionId, index) {
            await inOrder(async () => {});
            const manifest = await read(roomId, sessionId);
            return manifest === null ? null : manifest.shares.filter(({ fromIndex }) => fromIndex <= index);
        },
        async settled() {
            for (const queue of [telling, inOrder]) await queue(async () => {});
        },
    };
}
