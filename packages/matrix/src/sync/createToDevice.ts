import { DeviceId, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { Clock } from "@valise/base";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import type { RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { asObject, asString, type JsonObject } from "../json.ts";
import type { RecordStore } from "../store/RecordStore.ts";
import { createInbox, DeviceUnknown } from "./createInbox.ts";

/** A message to this device. The Olm channel proves the sender's device key; whose device that is, `isSenderSigned` says. */
export interface ToDeviceMessage {
    readonly type: string;
    readonly senderId: string;
    readonly senderDeviceId: string;
    readonly content: JsonObject;
    /**
     * Whether the sending device is signed by its owner's identity. May ask the server for the owner's devices; where it
     * does not tell of this one (a bad link, a server that was down), it throws `DeviceUnknown`, which is to be let pass: the
     * message is handed over again when the owner's devices are known, within a day.
     */
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
    readonly clock: Pick<Clock, "nowMs">;
}

export function createToDevice({ crypto, encryptor, store, clock }: ToDeviceParts): ToDevice {
    const takers = new Map<string, ((message: ToDeviceMessage) => Promise<void> | void)[]>();
    const clearTakers = new Map<string, ((senderId: string, content: JsonObject) => Promise<void> | void)[]>();

    const isSigned = async (userId: string, deviceId: string, senderKey: string): Promise<boolean> => {
        await encryptor.track([userId]);
        const device = await crypto.olm.getDevice(new UserId(userId), new DeviceId(deviceId));
        if (device === undefined) throw new DeviceUnknown();
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

    const inbox = createInbox({ store, clock, deliver, isKept: (type) => takers.has(type) });
    crypto.onDevices((userIds) => void inbox.devicesKnown(userIds).catch(() => {}));

    return {
        on: (type, take) => void takers.set(type, [...(takers.get(type) ?? []), take]),
        onClear: (type, take) => void clearTakers.set(type, [...(clearTakers.get(type) ?? []), take]),
        received: inbox.received,
        resume: inbox.resume,
    };
}
