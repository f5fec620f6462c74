import { DeviceId, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { type Clock, epochMs, err, ok, type Result } from "@valise/base";
import type { EngineFailure, RecoveryCodeSnapshot } from "@valise/bridge";
import { deriveRecoveryKeyFromPassphrase } from "matrix-js-sdk/lib/crypto-api/key-passphrase.js";
import type { ServerSideSecretStorage } from "matrix-js-sdk/lib/secret-storage.js";
import { type AccountData, AccountDataError } from "../crypto/accountDataClient.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asObject, asString } from "../json.ts";
import { createRecoveryCode, parseRecoveryCode, recoveryCodeGroups } from "../recoveryCode/recoveryCode.ts";
import type { SessionRecords } from "../session/SessionRecords.ts";
import {
    formatKeyName,
    KEY_ROUNDS,
    keyOf,
    parseKeyName,
    parseTypedSecret,
    type RecoveryInfo,
    type SecretKey,
} from "./secretKey.ts";

/** `none`: the account has no identity yet. `complete`: this device is signed and holds the master key. */
export type IdentityState = "none" | "verify-needed" | "complete";

export interface Identity {
    /** Asks the server and the machine. Throws when the server cannot be reached. */
    state(): Promise<IdentityState>;
    /** Cross-signing, secret storage and key backup in one go; may be run again after it was cut off anywhere. */
    setUp(): Promise<RecoveryCodeSnapshot>;
    recover(typed: string): Promise<Result<void, EngineFailure>>;
    /** A new code over the same identity. */
    renewCode(): Promise<RecoveryCodeSnapshot>;
    reset(uploadAuth: UploadAuth): Promise<RecoveryCodeSnapshot>;
    recoveryInfo(): Promise<RecoveryInfo | null>;
    /** What the secret storage opens with while a flow is running. */
    secretKey(): SecretKey | null;
}

const MAKE_ATTEMPTS = 5;

export type UploadAuth = <T>(makeRequest: (auth: object | null) => Promise<T>) => Promise<T>;

export interface IdentityParts {
    readonly crypto: CryptoParts;
    readonly accountData: AccountData;
    readonly secretStorage: ServerSideSecretStorage;
    readonly records: SessionRecords;
    readonly http: MatrixHttp;
    readonly userId: string;
    readonly deviceId: string;
    readonly clock: Clock;
    readonly opened: { current: SecretKey | null };
}

export function createIdentity(parts: IdentityParts): Identity {
    const { crypto, accountData, secretStorage, records, clock, opened } = parts;
    const { sdk, olm, internals } = crypto;
    const me = () => new UserId(parts.userId);

    const signThisDevice = async () => {
        const device = await olm.getDevice(me(), new DeviceId(parts.deviceId));
        if (device === undefined) throw new Error("own device unknown");
        try {
            await internals.outgoingRequestProcessor.makeOutgoingRequest(await device.verify());
        } finally {
            device.free();
        }
    };

    /**
     * Asks the server whether this device stands signed there. A key upload of before the identity, repeated after a
     * time-out, brings the device's keys back without the signature: nobody would give this device a key any more.
     */
    const ensureSigned = async () => {
        await internals.outgoingRequestsManager.doProcessOutgoingRequests();
        await internals.outgoingRequestProcessor.makeOutgoingRequest(olm.queryKeysForUsers([me()]));
        const status = await sdk.getDeviceVerificationStatus(parts.userId, parts.deviceId);
        if (status?.crossSigningVerified !== true) await signThisDevice();
    };

    /** Makes the storage key of a pending code, or goes on with the one an earlier run made. */
    const openStorageWith = async (pending: PendingCode, key: Uint8Array<ArrayBuffer>): Promise<PendingCode> => {
        const { salt } = pending;
        let keyId = pending.keyId;
        if (keyId === null) {
            const added = await secretStorage.addKey("m.secret_storage.v1.aes-hmac-sha2", {
                name: formatKeyName(pending),
                passphrase: { algorithm: "m.pbkdf2", iterations: KEY_ROUNDS, salt },
                key,
            });
            keyId = added.keyId;
            await records.write("pendingCode", { ...pending, keyId });
        }
        opened.current = { keyId, key };
        return { ...pending, keyId };
    };

    const exportKeys = async (): Promise<PrivateKeys> => {
        const keys = await olm.exportCrossSigningKeys();
        const { masterKey: master, self_signing_key: selfSigning, userSigningKey: userSigning } = keys ?? {};
        if (!master || !selfSigning || !userSigning) throw new Error("private keys missing");
        return { master, selfSigning, userSigning };
    };

    /** Of a new identity. An answer still under way with the one before makes the machine forget them: then made anew. */
    const makeKeys = async () => {
        for (let attempt = 1; ; attempt++) {
            const requests = await olm.bootstrapCrossSigning(true);
            const { hasMaster } = await olm.crossSigningStatus();
            if (hasMaster || attempt === MAKE_ATTEMPTS) return { requests, keys: await exportKeys() };
        }
    };

    const storePrivateKeys = async ({ master, selfSigning, userSigning }: PrivateKeys) => {
        await Promise.all([
            secretStorage.store("m.cross_signing.master", master),
            secretStorage.store("m.cross_signing.user_signing", userSigning),
            secretStorage.store("m.cross_signing.self_signing", selfSigning),
        ]);
    };

    /** A key that does not fit the backup leaves it unopened and untouched; the session says that it is off. */
    const loadBackupKey = async () => {
        try {
            await sdk.loadSessionBackupPrivateKeyFromSecretStorage();
        } catch (cause) {
            if (cause instanceof AccountDataError) throw cause;
        }
    };

    const newPending = async (): Promise<PendingCode> => {
        const last = await currentInfo();
        const salt = randomText(32);
        const code = createRecoveryCode((count) => globalThis.crypto.getRandomValues(new Uint8Array(count)));
        const pending = { code, salt, keyId: null, number: (last?.number ?? 0) + 1, madeAtMs: clock.nowMs() as number };
        await records.write("pendingCode", pending);
        return pending;
    };

    const currentInfo = async (): Promise<RecoveryInfo | null> => {
        const keyId = await secretStorage.getDefaultKeyId();
        if (keyId === null) return null;
        const info = await accountData.read(`m.secret_storage.key.${keyId}`);
        return parseKeyName(info?.name);
    };

    const readPending = async (): Promise<PendingCode | null> => {
        const value = asObject(await records.read("pendingCode"));
        const code = parseRecoveryCode(asString(value?.code) ?? "");
        return value === null || code === null ? null : ({ ...value, code } as unknown as PendingCode);
    };

    /** Asked of the server itself: the SDK answers "none" also when it could not ask, and a backup is not replaced by a guess. */
    const backupExists = async (): Promise<boolean> => {
        const answer = await parts.http.request("GET", "/_matrix/client/v3/room_keys/version");
        if (answer.ok) return true;
        if (answer.error.kind === "answered" && answer.error.errcode === "M_NOT_FOUND") return false;
        throw new AccountDataError(answer.error);
    };

    /** Connects the account's key backup. One that this device cannot open is replaced only under a new identity. */
    const connectBackup = async (isNewIdentity: boolean) => {
        const exists = await backupExists();
        await sdk.checkKeyBackupAndEnable();
        const active = await sdk.getActiveSessionBackupVersion();
        if (active === null && (!exists || isNewIdentity)) await sdk.resetKeyBackup();
        const key = await sdk.getSessionBackupPrivateKey();
        if (key !== null) await secretStorage.store("m.megolm_backup.v1", toBase64(key));
    };

    /** What an earlier run began, or what this one begins: cut off anywhere, the next run does the same again. */
    const begin = async (): Promise<Begun> => {
        const begun = asObject(await records.read("setUp"));
        const keys = asObject(begun?.keys) as PrivateKeys | null;
        if (begun !== null) return { isNewIdentity: begun.isNewIdentity === true, keys };
        const isNewIdentity = !(await sdk.userHasCrossSigningKeys(parts.userId, true));
        await records.write("setUp", { isNewIdentity });
        return { isNewIdentity, keys: null };
    };

    /** Answers the requests of the keys there are, so a run that was cut off uploads the same ones again. */
    const publishOwnKeys = async (): Promise<PrivateKeys> => {
        const requests = await olm.bootstrapCrossSigning(false);
        const keys = await exportKeys();
        await storePrivateKeys(keys);
        for (const request of [
            requests.uploadKeysRequest,
            requests.uploadSigningKeysRequest,
            requests.uploadSignaturesRequest,
        ]) {
            if (request) await internals.outgoingRequestProcessor.makeOutgoingRequest(request);
        }
        return keys;
    };

    /** Keys that are on the server already: the machine forgets its half when a late answer shows it the identity before. */
    const adoptKeys = async (keys: PrivateKeys) => {
        await storePrivateKeys(keys);
        await sdk.userHasCrossSigningKeys(parts.userId, true);
        await olm.importCrossSigningKeys(keys.master, keys.selfSigning, keys.userSigning);
        await signThisDevice();
    };

    const setUp = async () => {
        const code = (await readPending()) ?? (await newPending());
        // The key takes the machine as long to derive as the server takes to say whether there is an identity.
        const [{ isNewIdentity, keys }, key] = await Promise.all([
            begin(),
            deriveRecoveryKeyFromPassphrase(code.code, code.salt, KEY_ROUNDS),
        ]);
        const pending = await openStorageWith(code, key as Uint8Array<ArrayBuffer>);
        await secretStorage.setDefaultKeyId(pending.keyId ?? "");
        if (keys === null) await publishOwnKeys();
        else await adoptKeys(keys);
        await ensureSigned();
        await connectBackup(isNewIdentity);
        opened.current = null;
        await records.remove("setUp");
        return shownCode(pending);
    };

    return {
        secretKey: () => opened.current,
        async state() {
            const exists = await sdk.userHasCrossSigningKeys(parts.userId, true);
            const status = await olm.crossSigningStatus();
            const pending = asObject(await records.read("setUp"));
            if (!exists || pending !== null)
                return status.hasMaster && exists && pending === null ? "complete" : "none";
            const device = await sdk.getDeviceVerificationStatus(parts.userId, parts.deviceId);
            return status.hasMaster && device?.crossSigningVerified === true ? "complete" : "verify-needed";
        },
        setUp,
        async recover(typed) {
            const secret = parseTypedSecret(typed);
            if (secret === null) return err({ kind: "recovery-code-malformed" });
            const keyId = await secretStorage.getDefaultKeyId();
            const info = keyId === null ? null : await accountData.read(`m.secret_storage.key.${keyId}`);
            if (keyId === null || info === null) return err({ kind: "recovery-not-set-up" });
            const key = await keyOf(secret, info);
            if (key === null || !(await secretStorage.checkKey(key, info as never)))
                return err({ kind: "recovery-code-wrong" });
            opened.current = { keyId, key };
            try {
                const master = await secretStorage.get("m.cross_signing.master");
                const selfSigning = await secretStorage.get("m.cross_signing.self_signing");
                const userSigning = await secretStorage.get("m.cross_signing.user_signing");
                if (!master || !selfSigning || !userSigning) return err({ kind: "recovery-not-set-up" });
                // A device the server does not list yet cannot be signed: its own keys go up first.
                await internals.outgoingRequestsManager.doProcessOutgoingRequests();
                await sdk.userHasCrossSigningKeys(parts.userId, true);
                const status = await olm.importCrossSigningKeys(master, selfSigning, userSigning);
                if (!status.hasMaster || !status.hasSelfSigning) return err({ kind: "recovery-code-wrong" });
                await signThisDevice();
                await ensureSigned();
                if (await backupExists()) await loadBackupKey();
                else await sdk.resetKeyBackup();
                await sdk.checkKeyBackupAndEnable();
                return ok();
            } finally {
                opened.current = null;
            }
        },
        async renewCode() {
            await records.remove("pendingCode");
            await newPending();
            return setUp();
        },
        async reset(uploadAuth) {
            const { requests, keys } = await makeKeys();
            // Until this one is through, nothing of the old identity has been touched on the server.
            await internals.outgoingRequestProcessor.makeOutgoingRequest(requests.uploadSigningKeysRequest, uploadAuth);
            await records.remove("pendingCode");
            await records.write("setUp", { isNewIdentity: true, keys });
            return setUp();
        },
        recoveryInfo: currentInfo,
    };
}

interface PrivateKeys {
    readonly master: string;
    readonly selfSigning: string;
    readonly userSigning: string;
}

interface Begun {
    readonly isNewIdentity: boolean;
    /** Of a new identity that the server has already; kept until everything else of it is in place. */
    readonly keys: PrivateKeys | null;
}

interface PendingCode extends RecoveryInfo {
    readonly code: ReturnType<typeof createRecoveryCode>;
    readonly salt: string;
    readonly keyId: string | null;
}

/** The code while it still has to be kept by the person. */
export function shownCode(pending: PendingCode): RecoveryCodeSnapshot {
    return { groups: recoveryCodeGroups(pending.code), number: pending.number, madeAtMs: epochMs(pending.madeAtMs) };
}

function randomText(bytes: number): string {
    return toBase64(globalThis.crypto.getRandomValues(new Uint8Array(bytes)));
}

function toBase64(bytes: Uint8Array): string {
    return btoa(String.fromCharCode(...bytes));
}
