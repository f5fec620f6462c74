import type { OlmMachine, RoomKeyInfo } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { CryptoCallbacks } from "matrix-js-sdk/lib/crypto-api/index.js";
import { OnlySignedDevicesIsolationMode } from "matrix-js-sdk/lib/crypto-api/index.js";
import { MatrixHttpApi } from "matrix-js-sdk/lib/http-api/index.js";
import { TypedEventEmitter } from "matrix-js-sdk/lib/models/typed-event-emitter.js";
import { initRustCrypto } from "matrix-js-sdk/lib/rust-crypto/index.js";
import type { RustCrypto } from "matrix-js-sdk/lib/rust-crypto/rust-crypto.js";
import type { ServerSideSecretStorage } from "matrix-js-sdk/lib/secret-storage.js";
import type { FetchLike } from "../http/createMatrixHttp.ts";
import { narrowBackup } from "./narrowBackup.ts";
import { refuseFalseSuccess } from "./refuseFalseSuccess.ts";
import { refuseMalformedBackup } from "./refuseMalformedBackup.ts";
import { silentLogger } from "./silentLogger.ts";

export interface OpenCryptoParts {
    readonly baseUrl: string;
    readonly fetch: FetchLike;
    accessToken(): string | null;
    readonly userId: string;
    readonly deviceId: string;
    /** Null: kept in memory only (load tests). */
    readonly storePrefix: string | null;
    readonly storeKey: Uint8Array;
    readonly secretStorage: ServerSideSecretStorage;
    readonly callbacks: CryptoCallbacks;
    /** What of an upload to the key backup may leave; null: nothing now. */
    narrowBackup(upload: string): Promise<string | null>;
}

/**
 * The parts of RustCrypto 43.0.0 that its type marks private. Held here, and pinned by the lockfile: the room
 * encryptor and decryptor of this package work on the machine itself, since the SDK's want its Room and MatrixEvent.
 */
interface RustCryptoInternals {
    readonly olmMachine: OlmMachine;
    readonly keyClaimManager: {
        ensureSessionsForUsers(logger: unknown, users: unknown[]): Promise<void>;
    };
    readonly outgoingRequestsManager: { doProcessOutgoingRequests(): Promise<void> };
    readonly outgoingRequestProcessor: {
        makeOutgoingRequest(request: unknown, uiaCallback?: unknown): Promise<void>;
    };
    readonly perSessionBackupDownloader: {
        onDecryptionKeyMissingError(roomId: string, sessionId: string): void;
        isKeyBackupDownloadConfigured(): boolean;
        getServerBackupInfo(): Promise<object | null | undefined>;
    };
}

export interface CryptoParts {
    readonly sdk: RustCrypto;
    readonly olm: OlmMachine;
    readonly internals: RustCryptoInternals;
    onRoomKeys(listener: (keys: readonly { roomId: string; sessionId: string }[]) => void): void;
    onDevices(listener: (userIds: readonly string[]) => void): void;
    /** Somebody's identity is known for the first time, or another than before. */
    onIdentity(listener: (userId: string) => void): void;
}

/** Opens (or makes) this device's crypto store and machine. Needs no network. Throws when the store does not open. */
export async function openCrypto(parts: OpenCryptoParts): Promise<CryptoParts> {
    const fetchWithToken = async (input: string | URL | Request, init?: RequestInit) => {
        const headers = new Headers(init?.headers);
        const token = parts.accessToken();
        if (token !== null) headers.set("Authorization", `Bearer ${token}`);
        const body = await narrowBackup(init, String(input), parts.narrowBackup);
        if (body === null) return new Response("", { status: 503 });
        const sent = { ...init, ...(body === undefined ? {} : { body }), headers };
        const response = await refuseFalseSuccess(await parts.fetch(String(input), sent));
        return refuseMalformedBackup(init?.method ?? "GET", String(input), response);
    };
    const http = new MatrixHttpApi<{ baseUrl: string; prefix: string; onlyData: true }>(
        new TypedEventEmitter() as never,
        {
            baseUrl: parts.baseUrl.replace(/\/+$/, ""),
            prefix: "/_matrix/client/v3",
            onlyData: true,
            fetchFn: fetchWithToken,
            logger: silentLogger,
        } as never,
    );
    const sdk = await initRustCrypto({
        logger: silentLogger,
        http: http as never,
        userId: parts.userId,
        deviceId: parts.deviceId,
        secretStorage: parts.secretStorage,
        cryptoCallbacks: parts.callbacks,
        storePrefix: parts.storePrefix,
        storeKey: parts.storeKey,
        enableEncryptedStateEvents: true,
    });
    sdk.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
    sdk.setSupportedVerificationMethods(["m.sas.v1"]);
    const internals = sdk as unknown as RustCryptoInternals;
    const olm = internals.olmMachine;
    return {
        sdk,
        olm,
        internals,
        onRoomKeys: (listener) => {
            olm.registerRoomKeyUpdatedCallback(async (keys: RoomKeyInfo[]) =>
                listener(keys.map((key) => ({ roomId: key.roomId.toString(), sessionId: key.sessionId }))),
            );
            olm.registerRoomKeysWithheldCallback(async (keys) =>
                listener(keys.map((key) => ({ roomId: key.roomId.toString(), sessionId: key.sessionId }))),
            );
        },
        onDevices: (listener) => olm.registerDevicesUpdatedCallback(async (userIds) => listener(userIds)),
        onIdentity: (listener) => olm.registerUserIdentityUpdatedCallback(async (id) => listener(id.toString())),
    };
}
