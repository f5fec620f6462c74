import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { MemberTrust } from "../rooms/membersSnapshot.ts";

/** How far the people of an open room are known, as the crypto machine sees them; asked once and after each change. */
export interface TrustBook {
    trustOf(userId: string): MemberTrust;
    forget(userIds: readonly string[]): void;
}

export function createTrustBook(crypto: CryptoParts, changed: () => void): TrustBook {
    const known = new Map<string, MemberTrust>();
    const asking = new Set<string>();

    const ask = async (userId: string): Promise<MemberTrust> => {
        const tracked = await crypto.olm.trackedUsers();
        const follows = [...tracked].some((user) => user.toString() === userId);
        if (!follows) return "unknown";
        const status = await crypto.sdk.getUserVerificationStatus(userId);
        if (status.needsUserApproval) return "identity-changed";
        const devices = await crypto.olm.getUserDevices(new UserId(userId));
        try {
            const list = devices.devices();
            const unsigned = list.some((device) => !device.isCrossSignedByOwner());
            for (const device of list) device.free();
            if (!status.known && list.length > 0) return "no-identity";
            if (!status.known) return "unknown";
            return unsigned ? "unverified-devices" : "ok";
        } finally {
            devices.free();
        }
    };

    return {
        trustOf(userId) {
            const trust = known.get(userId);
            if (trust === undefined && !asking.has(userId)) {
                asking.add(userId);
                ask(userId)
                    .then((answer) => {
                        if (answer === "unknown") return;
                        known.set(userId, answer);
                        changed();
                    })
                    .catch(() => {})
                    .finally(() => asking.delete(userId));
            }
            return trust ?? "unknown";
        },
        forget(userIds) {
            for (const userId of userIds) known.delete(userId);
            changed();
        },
    };
}
