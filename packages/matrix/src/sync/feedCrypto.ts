import type { Clock } from "@valise/base";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import type { WithheldReasons } from "../crypto/createWithheldReasons.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { JsonObject } from "../json.ts";
import type { SyncUpdate } from "./SyncUpdate.ts";

const userIdShape = /^@[^:\s]{0,200}:[A-Za-z0-9.:[\]-]{1,230}$/;

/** The machine also tidies up when it is fed: an answer with nothing for it is kept from it no longer than this. */
const MAX_REST_MS = 20_000;
/** So long the devices of people who come in a crowd are gathered to one question, unless something is encrypted before. */
const CROWD_MS = 3_000;

export interface CryptoFeed {
    /** Takes one answer of the server. `isCrowd`: one of many that only say who comes. */
    update(update: SyncUpdate, isCrowd: boolean): Promise<readonly ReceivedToDeviceMessage[]>;
    /** Takes messages to this device that came another way; throws where one is malformed. */
    messages(toDevice: readonly JsonObject[]): Promise<readonly ReceivedToDeviceMessage[]>;
}

/**
 * Hands keys and device lists to the machine before any room of the same answer is looked at, and answers the messages to
 * this device that could be read, decrypted. An answer that brings it nothing (the server repeats its counts in each) is
 * left out: the machine would read and write its account for it.
 */
export function createCryptoFeed(
    crypto: CryptoParts,
    withheld: Pick<WithheldReasons, "take">,
    clock: Clock,
): CryptoFeed {
    let lastCounts: string | null = null;
    let fedAtMs = 0;
    let gathering: Disposable | null = null;
    /** Kicks off what the machine wants to ask now. */
    const ask = () => {
        gathering?.[Symbol.dispose]();
        gathering = null;
        crypto.sdk.onSyncCompleted({});
    };
    const takeUpdate = async (update: SyncUpdate, isCrowd: boolean) => {
        const { toDevice, changedUsers, leftUsers, oneTimeKeyCounts, unusedFallbackKeys } = update.crypto;
        const counts = JSON.stringify([oneTimeKeyCounts, unusedFallbackKeys]);
        const isNews = toDevice.length + changedUsers.length + leftUsers.length > 0 || counts !== lastCounts;
        if (!isNews && clock.monotonicMs() - fedAtMs < MAX_REST_MS) return [];
        const received = await feedCrypto(crypto, withheld, update);
        if (isCrowd) gathering ??= clock.after(CROWD_MS, ask);
        else ask();
        lastCounts = counts;
        fedAtMs = clock.monotonicMs();
        return received;
    };
    return {
        update: takeUpdate,
        messages: (toDevice) =>
            crypto.sdk.processSyncChanges({ toDeviceEvents: toDevice as never, useMsc4186: true } as never),
    };
}

async function feedCrypto(
    crypto: CryptoParts,
    withheld: Pick<WithheldReasons, "take">,
    update: SyncUpdate,
): Promise<readonly ReceivedToDeviceMessage[]> {
    const { sdk } = crypto;
    const { toDevice, oneTimeKeyCounts, unusedFallbackKeys } = update.crypto;
    const deviceLists = {
        changed: update.crypto.changedUsers.filter((id) => userIdShape.test(id)),
        left: update.crypto.leftUsers.filter((id) => userIdShape.test(id)),
    };
    const feed = (events: readonly JsonObject[], rest: object) =>
        sdk.processSyncChanges({ toDeviceEvents: events as never, useMsc4186: update.kind === "sliding", ...rest });
    const rest = {
        deviceLists,
        ...(oneTimeKeyCounts === null ? {} : { oneTimeKeysCounts: oneTimeKeyCounts }),
        ...(unusedFallbackKeys === null ? {} : { unusedFallbackKeys: [...unusedFallbackKeys] }),
    };
    await withheld.take(toDevice);
    const received: ReceivedToDeviceMessage[] = [];
    try {
        received.push(...(await feed(toDevice, rest)));
    } catch {
        // One malformed message must not cost the others their keys: each by itself, the broken ones dropped.
        await feed([], rest);
        for (const event of toDevice)
            received.push(...(await feed([event], update.kind === "sliding" ? {} : rest).catch(() => [])));
    }
    return received;
}
