import { err, ok, type Result } from "@valise/base";
import type { RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { signedDevices } from "../crypto/signedDevices.ts";
import type { CarryFailure } from "../outbox/OutboxCarrier.ts";
import type { OutboxPayload, SealedSend } from "../outbox/OutboxEntry.ts";

type ToDevicePayload = Extract<OutboxPayload, { kind: "to-device" }>;

export interface SealToDeviceParts {
    readonly crypto: CryptoParts;
    readonly encryptor: Pick<RoomEncryptor, "track">;
}

/**
 * Encrypts one message for each device named, each by its own Olm session. `*` is every device that its owner has signed,
 * as known at this moment; when there is none of anybody, nothing was sent and it is tried again.
 */
export async function sealToDevice(
    { crypto, encryptor }: SealToDeviceParts,
    payload: ToDevicePayload,
): Promise<Result<SealedSend, CarryFailure>> {
    if (!payload.encrypt) return ok({ type: payload.type, content: { messages: payload.messages } as never });
    const messages: Record<string, Record<string, unknown>> = {};
    try {
        await encryptor.track(Object.keys(payload.messages));
        for (const [userId, devices] of Object.entries(payload.messages)) {
            for (const [named, content] of Object.entries(devices)) {
                const targets = named === "*" ? await signedDevices(crypto, userId) : [{ userId, deviceId: named }];
                const sealed = await crypto.sdk.encryptToDeviceMessages(payload.type, targets, content as never);
                for (const { deviceId, payload: message } of sealed.batch)
                    messages[userId] = { ...messages[userId], [deviceId]: message };
            }
        }
    } catch (cause) {
        return err({ kind: "not-sealed", cause });
    }
    if (Object.keys(messages).length === 0) return err({ kind: "not-sealed", cause: null });
    return ok({ type: "m.room.encrypted", content: { messages } as never });
}
