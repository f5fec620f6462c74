import {
    CollectStrategy,
    EncryptionAlgorithm,
    EncryptionSettings,
    HistoryVisibility,
    RoomId,
    type ToDeviceRequest,
    UserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import { asNumber, asObject, type JsonObject } from "../json.ts";
import { megolmPlace } from "../timeline/megolmPosition.ts";
import type { KeyLedger, Withheld } from "./KeyLedger.ts";
import type { CryptoParts } from "./openCrypto.ts";
import { silentLogger } from "./silentLogger.ts";

/** Who gets keys, and how: established by the room's state, never by what the sender wishes. */
export interface EncryptionTarget {
    readonly roomId: string;
    /** Content of the first `m.room.encryption` ever seen in the room. */
    readonly encryption: JsonObject;
    readonly historyVisibility: string;
    /** Every joined member; tracked before any narrowing (protocol 6). */
    readonly joined: readonly string[];
    /** Those of them who receive keys: the release gate narrows this. */
    readonly recipients: readonly string[];
    /** Asked when keys are about to leave for these people: who must not have them after all. */
    recheck?(userIds: readonly string[]): Promise<readonly string[]>;
    /** Members who get no key, to be told why. */
    readonly withheld?: readonly Withheld[];
}

/** Between the decision and the sharing somebody's standing changed: nothing was sent, and it is decided again. */
export class RecipientsChanged extends Error {
    override readonly name = "RecipientsChanged";
}

export interface RoomEncryptor {
    /** Shares the room key with the recipients' signed devices, then encrypts. One at a time per room, in order. */
    encrypt(target: EncryptionTarget, type: string, content: object): Promise<JsonObject>;
    encryptState(target: EncryptionTarget, type: string, stateKey: string, content: object): Promise<JsonObject>;
    /** Shares ahead, while the message is still being written; a failure is left to `encrypt`. */
    prepare(target: EncryptionTarget): Promise<boolean>;
    /** Follows the devices of these people, so that what they send can be judged and what they should get reaches them. */
    track(userIds: readonly string[]): Promise<void>;
    /** Somebody left: the next message uses a new session. */
    rotate(roomId: string): void;
}

const MAX_MESSAGES = 1_000;
const MAX_PERIOD_MS = 28 * 24 * 3_600_000;
/** What was shared ahead serves one message, and only so long: the session may end, and devices may come. */
const READY_MS = 2_000;

export function createRoomEncryptor(crypto: CryptoParts, ledger: KeyLedger): RoomEncryptor {
    const { olm, internals } = crypto;
    const queues = new Map<string, Promise<unknown>>();
    const tracked = new Set<string>();
    const ready = new Map<string, { readonly forWhom: string; readonly atMs: number }>();
    const forget = async () => ready.clear();
    void olm.registerDevicesUpdatedCallback(forget);
    void olm.registerUserIdentityUpdatedCallback(forget);

    const inOrder = <T>(roomId: string, run: () => Promise<T>): Promise<T> => {
        const next = (queues.get(roomId) ?? Promise.resolve()).catch(() => {}).then(run);
        queues.set(roomId, next);
        return next;
    };

    const track = async (joined: readonly string[]) => {
        const fresh = joined.filter((userId) => !tracked.has(userId));
        if (fresh.length === 0) return;
        await olm.updateTrackedUsers(fresh.map((userId) => new UserId(userId)));
        // Without their devices known, those people would get no key and no error either.
        await internals.outgoingRequestsManager.doProcessOutgoingRequests();
        for (const userId of fresh) tracked.add(userId);
    };

    const isReady = (target: EncryptionTarget) => {
        const ahead = ready.get(target.roomId);
        return ahead?.forWhom === wholeOf(target) && performance.now() - ahead.atMs < READY_MS;
    };
    /** Shares unless that has just been done ahead, for these same people. */
    const shareOnce = async (target: EncryptionTarget) => {
        const wasReady = isReady(target);
        ready.delete(target.roomId);
        if (!wasReady) await share(target);
    };

    const share = async (target: EncryptionTarget) => {
        await track(target.joined);
        internals.outgoingRequestsManager.doProcessOutgoingRequests().catch(() => {});
        const users = () => target.recipients.map((userId) => new UserId(userId));
        await internals.keyClaimManager.ensureSessionsForUsers(silentLogger, users());
        const requests = await olm.shareRoomKey(new RoomId(target.roomId), users(), settingsOf(target));
        if (requests.length > 0) await release(target, requests);
    };

    /** The keys are made out to devices now: looked at once more, written down, and only then sent. */
    const release = async (target: EncryptionTarget, requests: readonly ToDeviceRequest[]) => {
        const shares = sharesIn(requests);
        const refused = (await target.recheck?.(shares.map(({ userId }) => userId))) ?? [];
        if (refused.length > 0) {
            await olm.invalidateGroupSession(new RoomId(target.roomId));
            throw new RecipientsChanged();
        }
        await ledger.sharing(target.roomId, shares);
        ledger.sent?.(target.roomId, requests);
        for (const request of requests) await internals.outgoingRequestProcessor.makeOutgoingRequest(request);
    };
    const tellUse = (target: EncryptionTarget, content: JsonObject) => {
        const place = megolmPlace(content);
        if (place !== null) ledger.used(target.roomId, place.sessionId, place.index, target.withheld ?? []);
        return content;
    };

    return {
        track,
        encrypt: (target, type, content) =>
            inOrder(target.roomId, async () => {
                await shareOnce(target);
                const room = new RoomId(target.roomId);
                return tellUse(target, parse(await olm.encryptRoomEvent(room, type, JSON.stringify(content))));
            }),
        encryptState: (target, type, stateKey, content) =>
            inOrder(target.roomId, async () => {
                await shareOnce(target);
                const room = new RoomId(target.roomId);
                const sealed = await olm.encryptStateEvent(room, type, stateKey, JSON.stringify(content));
                return tellUse(target, parse(sealed));
            }),
        prepare: (target) =>
            inOrder(target.roomId, async () => {
                if (isReady(target)) return;
                const atMs = performance.now();
                await share(target);
                ready.set(target.roomId, { forWhom: wholeOf(target), atMs });
            }).then(
                () => true,
                () => false,
            ),
        rotate(roomId) {
            ready.delete(roomId);
            inOrder(roomId, () => olm.invalidateGroupSession(new RoomId(roomId))).catch(() => {});
        },
    };
}

/** Whom the to-device messages of a sharing are for. */
function sharesIn(requests: readonly ToDeviceRequest[]): { userId: string; deviceIds: string[] }[] {
    const devices = new Map<string, string[]>();
    for (const { body } of requests) {
        const messages = asObject(asObject(JSON.parse(body))?.messages) ?? {};
        for (const [userId, each] of Object.entries(messages))
            devices.set(userId, [...(devices.get(userId) ?? []), ...Object.keys(asObject(each) ?? {})]);
    }
    return [...devices].map(([userId, deviceIds]) => ({ userId, deviceIds }));
}

const wholeOf = (target: EncryptionTarget) => JSON.stringify(target);

function parse(encrypted: string): JsonObject {
    return asObject(JSON.parse(encrypted)) ?? {};
}

/** The room's own rotation, held under our ceiling: a server cannot talk us into one session for ever. */
function settingsOf(target: EncryptionTarget): EncryptionSettings {
    const settings = new EncryptionSettings();
    settings.algorithm = EncryptionAlgorithm.MegolmV1AesSha2;
    settings.sharingStrategy = CollectStrategy.identityBasedStrategy();
    settings.historyVisibility = visibilities[target.historyVisibility] ?? HistoryVisibility.Joined;
    const periodMs = asNumber(target.encryption.rotation_period_ms);
    if (periodMs !== null) settings.rotationPeriod = BigInt(Math.round(clamp(periodMs, 1, MAX_PERIOD_MS)) * 1000);
    const messages = asNumber(target.encryption.rotation_period_msgs);
    if (messages !== null) settings.rotationPeriodMessages = BigInt(Math.round(clamp(messages, 1, MAX_MESSAGES)));
    return settings;
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

const visibilities: Readonly<Record<string, HistoryVisibility>> = {
    invited: HistoryVisibility.Invited,
    joined: HistoryVisibility.Joined,
    shared: HistoryVisibility.Shared,
    world_readable: HistoryVisibility.WorldReadable,
};
