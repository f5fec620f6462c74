import { DeviceId, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import type { RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { asObject, asString, type JsonObject } from "../json.ts";
import type { RecordKey, RecordStore, StoredValue } from "../store/RecordStore.ts";

/** A message to this device. The Olm channel proves the sender's device key; whose device that is, `isSenderSigned` says. */
export interface ToDeviceMessage {
    readonly type: string;
    readonly senderId: string;
    readonly senderDeviceId: string;
    readonly content: JsonObject;
    /** Whether the sending device is signed by its owner's identity. May ask the server for the owner's devices. */
    isSenderSigned(): Promise<boolean>;
}

/** Hands messages to this device to whoever registered for their type. */
export interface ToDevice {
    /**
     * Only messages that came encrypted. `take` is awaited before the sync position is written, so what it has put on the
     * disk is never asked for again; whatever needs the network it does afterwards. A throw costs that message alone.
     */
    on(type: string, take: (message: ToDeviceMessage) => Promise<void> | void): void;
    /** Messages in clear, which prove nothing (withheld notices): sender and content are the server's word. */
    onClear(type: string, take: (senderId: string, content: JsonObject) => Promise<void> | void): void;
    received(messages: readonly ReceivedToDeviceMessage[]): Promise<void>;
    /** Hands over what a kill left on the disk: the machine reads nothing twice. To be called when all have registered. */
    resume(): Promise<void>;
}

export interface ToDeviceParts {
    readonly crypto: CryptoParts;
    readonly encryptor: Pick<RoomEncryptor, "track">;
    readonly store: RecordStore;
}

const GROUP = "toDevice";

export function createToDevice({ crypto, encryptor, store }: ToDeviceParts): ToDevice {
    const takers = new Map<string, ((message: ToDeviceMessage) => Promise<void> | void)[]>();
    const clearTakers = new Map<string, ((senderId: string, content: JsonObject) => Promise<void> | void)[]>();

    const isSigned = async (userId: string, deviceId: string, senderKey: string): Promise<boolean> => {
        await encryptor.track([userId]);
        const device = await crypto.olm.getDevice(new UserId(userId), new DeviceId(deviceId));
        if (device === undefined) return false;
        try {
            return device.isCrossSignedByOwner() && device.curve25519Key?.toBase64() === senderKey;
        } finally {
            device.free();
        }
    };

    const deliver = async ({ message, encryptionInfo }: ReceivedToDeviceMessage) => {
        const type = asString(message.type);
        const senderId = asString(message.sender);
        const content = asObject(message.content);
        if (type === null || senderId === null || content === null) return;
        if (encryptionInfo === null) {
            for (const take of clearTakers.get(type) ?? []) await take(senderId, content);
            return;
        }
        const { sender, senderDevice, senderCurve25519KeyBase64 } = encryptionInfo;
        if (sender !== senderId || senderDevice === undefined) return;
        const isSenderSigned = () => isSigned(senderId, senderDevice, senderCurve25519KeyBase64);
        for (const take of takers.get(type) ?? [])
            await take({ type, senderId, senderDeviceId: senderDevice, content, isSenderSigned });
    };

    const forget = async (keys: readonly RecordKey[]) => {
        if (keys.length === 0) return;
        await store.write(
            keys.map((key) => ({ kind: "delete", table: "crisis", key }) as const),
            "relaxed",
        );
    };

    return {
        on: (type, take) => void takers.set(type, [...(takers.get(type) ?? []), take]),
        onClear: (type, take) => void clearTakers.set(type, [...(clearTakers.get(type) ?? []), take]),
        async received(messages) {
            const kept = messages
                .filter(({ message, encryptionInfo }) => encryptionInfo !== null && takers.has(message.type))
                .map((value) => ({ key: { group: GROUP, id: globalThis.crypto.randomUUID() }, value }));
            // Read once, they are gone from the machine; what takes them may still be at it when the process dies.
            if (kept.length > 0)
                await store.write(
                    kept.map(({ key, value }) => ({
                        ...({ kind: "put", table: "crisis", key } as const),
                        value: value as unknown as StoredValue,
                    })),
                    "relaxed",
                );
            for (const message of messages) await deliver(message).catch(() => {});
            await forget(kept.map(({ key }) => key));
        },
        async resume() {
            const listed = await store.list("crisis", GROUP);
            const kept = listed.ok ? listed.value.records : [];
            for (const { value } of kept) await deliver(value as unknown as ReceivedToDeviceMessage).catch(() => {});
            await forget(kept.map(({ key }) => key));
        },
    };
}
