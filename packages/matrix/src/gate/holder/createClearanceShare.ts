import { parseCredential } from "@valise/clearance";
import type { AccountData } from "../../crypto/accountDataClient.ts";
import type { JsonObject } from "../../json.ts";
import { wire } from "../../wire.ts";
import type { Holder } from "./Holder.ts";
import { isNewer } from "./proveOwn.ts";
import { openClearance, sealClearance } from "./sealedClearance.ts";

/** Keeps one clearance on all devices of one identity, over account data that no server can read (protocol 9). */
export interface ClearanceShare {
    /** What the server holds, as far as it has told; opened when this device has the master key. */
    received(content: JsonObject): void;
    /** Takes what is there, or puts there what is held. Cheap when there is nothing to do; failures are tried again. */
    settle(): Promise<void>;
}

export interface ClearanceShareParts {
    readonly accountData: AccountData;
    readonly holder: Holder;
    readonly userId: string;
    /** The private master key, base64; null: not on this device. */
    masterSeed(): Promise<string | null>;
}

export function createClearanceShare(parts: ClearanceShareParts): ClearanceShare {
    const { accountData, holder, userId } = parts;
    let waiting: JsonObject | null = null;
    /** The text the server is known to hold. */
    let there: string | null = null;
    let asked = false;
    let settling: Promise<void> | null = null;

    const settleNow = async () => {
        const seed = await parts.masterSeed();
        if (seed === null) return;
        // Told of before the last stop, or never told: what is there is not written over unread.
        if (!asked) waiting ??= await accountData.read(wire.clearance);
        asked = true;
        if (waiting !== null) {
            const found = await openClearance(waiting, seed, userId);
            if (found !== null) {
                await holder.offer(found);
            }
            there = found;
            waiting = null;
        }
        const [own, held] = [holder.credential(), holder.text()];
        if (own === null || held === null || held === there) return;
        // Only forward: else two devices would write over each other for ever.
        const other = there === null ? null : parseCredential(there);
        if (other?.ok && !isNewer(own, other.value)) return;
        await accountData.write(wire.clearance, await sealClearance(held, seed, userId));
        there = held;
    };

    return {
        received(content) {
            waiting = content;
        },
        settle() {
            if (asked && waiting === null && (holder.text() === null || holder.text() === there))
                return Promise.resolve();
            settling ??= settleNow()
                .catch(() => {})
                .finally(() => {
                    settling = null;
                });
            return settling;
        },
    };
}
