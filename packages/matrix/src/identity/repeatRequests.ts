import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { asString, type JsonObject } from "../json.ts";
import type { ToDevice } from "../sync/createToDevice.ts";

/** Of people who are not followed yet; more at once are nobody's honest wish. */
const MAX_WAITING = 8;

/**
 * The machine passes over a verification request from a device it does not know, and nobody's devices are known before a
 * room with them is opened. Such a request is kept until its sender's devices are, and then given to the machine again.
 */
export function repeatRequests(
    crypto: CryptoParts,
    toDevice: Pick<ToDevice, "on" | "onClear">,
    encryptor: Pick<RoomEncryptor, "track">,
): void {
    const { sdk, olm, internals } = crypto;
    const waiting = new Map<string, string>();

    const repeat = async (senderId: string, flowId: string, content: JsonObject) => {
        await encryptor.track([senderId]);
        // Somebody who is followed may have a device that is newer than what is known of them.
        await internals.outgoingRequestsManager.doProcessOutgoingRequests();
        // Called off meanwhile.
        if (waiting.get(flowId) !== senderId) return;
        const event = { type: requestType, sender: senderId, content };
        await sdk.processSyncChanges({ toDeviceEvents: [event] as never, useMsc4186: true });
    };
    const requested = (senderId: string, content: JsonObject) => {
        const flowId = asString(content.transaction_id);
        if (flowId === null || waiting.size >= MAX_WAITING || waiting.has(flowId)) return;
        if (olm.getVerificationRequest(new UserId(senderId), flowId) !== undefined) return;
        waiting.set(flowId, senderId);
        // Waits for the network, which a sync must not.
        void repeat(senderId, flowId, content)
            .catch(() => {})
            .finally(() => waiting.delete(flowId));
    };
    const calledOff = (senderId: string, content: JsonObject) => {
        const flowId = asString(content.transaction_id) ?? "";
        if (waiting.get(flowId) === senderId) waiting.delete(flowId);
    };

    toDevice.onClear(requestType, requested);
    toDevice.on(requestType, ({ senderId, content }) => requested(senderId, content));
    toDevice.onClear(cancelType, calledOff);
    toDevice.on(cancelType, ({ senderId, content }) => calledOff(senderId, content));
}

const requestType = "m.key.verification.request";
const cancelType = "m.key.verification.cancel";
