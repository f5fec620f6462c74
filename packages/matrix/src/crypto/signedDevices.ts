import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { CryptoParts } from "./openCrypto.ts";

/**
 * The devices of a followed person that the person's own identity has signed: the only ones that are ever sent anything.
 * Never this device itself, which has no channel to itself.
 */
export async function signedDevices(
    { olm }: Pick<CryptoParts, "olm">,
    userId: string,
): Promise<{ readonly userId: string; readonly deviceId: string }[]> {
    const found = await olm.getUserDevices(new UserId(userId));
    try {
        const list = found.devices();
        const signed = list.filter((device) => device.isCrossSignedByOwner());
        const devices = signed.map((device) => ({ userId, deviceId: device.deviceId.toString() }));
        for (const device of list) device.free();
        const isThisOne = (deviceId: string) =>
            userId === olm.userId.toString() && deviceId === olm.deviceId.toString();
        return devices.filter(({ deviceId }) => !isThisOne(deviceId));
    } finally {
        found.free();
    }
}
