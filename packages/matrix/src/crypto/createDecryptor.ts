import {
    DecryptionErrorCode,
    DecryptionSettings,
    MegolmDecryptionError,
    RoomId,
    ShieldStateCode,
    TrustRequirement,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import type { SenderTrust, UndecryptableCode } from "@valise/bridge";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import type { WithheldReasons } from "./createWithheldReasons.ts";
import type { CryptoParts } from "./openCrypto.ts";

export type Decryption =
    | {
          readonly kind: "read";
          readonly type: string;
          readonly content: JsonObject;
          readonly stateKey: string | null;
          readonly trust: SenderTrust;
      }
    | {
          readonly kind: "unreadable";
          readonly code: UndecryptableCode;
          readonly sessionId: string | null;
          /** What the sender's client said with `m.room_key.withheld`, where it is a code of ours. */
          readonly withheldCode: string | null;
      };

export interface Decryptor {
    /** Never throws: whatever a hostile event does costs one unreadable placeholder. */
    decrypt(roomId: string, event: JsonObject): Promise<Decryption>;
    /** In chunks that give the thread back in between. */
    decryptAll(roomId: string, events: readonly JsonObject[]): Promise<Decryption[]>;
}

const CHUNK = 32;

export function createDecryptor(crypto: CryptoParts, withheld: Pick<WithheldReasons, "reasonOf">): Decryptor {
    const { olm, internals } = crypto;
    // Read once: what is still being decrypted when the session ends finds the machine gone.
    const deviceCreatedMs = olm.deviceCreationTimeMs;

    const codeOf = (error: unknown, roomId: string, event: JsonObject): UndecryptableCode => {
        if (!(error instanceof MegolmDecryptionError)) return "UTD-MALFORMED";
        const sessionId = asString(asObject(event.content)?.session_id);
        switch (error.code) {
            case DecryptionErrorCode.MissingRoomKey:
            case DecryptionErrorCode.UnknownMessageIndex:
                if (sessionId !== null)
                    internals.perSessionBackupDownloader.onDecryptionKeyMissingError(roomId, sessionId);
                return missingKeyCode(error.maybe_withheld ?? null, event);
            case DecryptionErrorCode.MismatchedIdentityKeys:
            case DecryptionErrorCode.MismatchedSender:
                return "UTD-MALFORMED";
            case DecryptionErrorCode.UnknownSenderDevice:
            case DecryptionErrorCode.UnsignedSenderDevice:
                return "UTD-SENDER-DEVICE-UNSIGNED";
            case DecryptionErrorCode.SenderIdentityVerificationViolation:
                return "UTD-SENDER-IDENTITY-CHANGED";
            default:
                // A message index used before under another event is how the machine reports a replay.
                return /replay|duplicate/i.test(error.description) ? "UTD-REPLAY" : "UTD-MALFORMED";
        }
    };

    const missingKeyCode = (withheld: string | null, event: JsonObject): UndecryptableCode => {
        if (withheld !== null) {
            return withheld.includes("unverified devices") ? "UTD-WITHHELD-UNVERIFIED-DEVICE" : "UTD-WITHHELD";
        }
        const membership = asString(asObject(event.unsigned)?.membership);
        if (membership !== null && membership !== "join") return "UTD-SENT-BEFORE-JOIN";
        const sentAtMs = asNumber(event.origin_server_ts) ?? 0;
        if (sentAtMs > deviceCreatedMs) return "UTD-WAITING-FOR-KEY";
        return internals.perSessionBackupDownloader.isKeyBackupDownloadConfigured()
            ? "UTD-SENT-BEFORE-THIS-DEVICE"
            : "UTD-NO-BACKUP";
    };

    const decrypt = async (roomId: string, event: JsonObject): Promise<Decryption> => {
        try {
            const settings = new DecryptionSettings(TrustRequirement.CrossSignedOrLegacy);
            const decrypted = await olm.decryptRoomEvent(JSON.stringify(event), new RoomId(roomId), settings);
            try {
                const clear = asObject(JSON.parse(decrypted.event));
                const type = asString(clear?.type);
                const content = asObject(clear?.content);
                if (type === null || content === null) return unreadable("UTD-MALFORMED", event);
                const trust = trustOf(decrypted.shieldState(false).code);
                return { kind: "read", type, content, stateKey: asString(clear?.state_key), trust };
            } finally {
                decrypted.free();
            }
        } catch (error) {
            const code = codeOf(error, roomId, event);
            return explained(unreadable(code, event), roomId, event);
        }
    };

    const explained = async (result: Decryption, roomId: string, event: JsonObject): Promise<Decryption> => {
        if (result.kind !== "unreadable" || result.code !== "UTD-WITHHELD" || result.sessionId === null) return result;
        const reason = await withheld.reasonOf(roomId, result.sessionId, asString(event.sender) ?? "");
        return reason === null ? result : { ...result, code: "UTD-WITHHELD-CLEARANCE", withheldCode: reason };
    };

    return {
        decrypt,
        async decryptAll(roomId, events) {
            const results: Decryption[] = [];
            for (let start = 0; start < events.length; start += CHUNK) {
                const chunk = events.slice(start, start + CHUNK);
                const startedMs = performance.now();
                results.push(...(await Promise.all(chunk.map((event) => decrypt(roomId, event)))));
                tellPace(startedMs, chunk.length);
                if (start + CHUNK < events.length) await new Promise((resolve) => setTimeout(resolve, 0));
            }
            return results;
        },
    };
}

/** For benchmarks, which listen with a PerformanceObserver; nothing is kept. Counts and times only. */
function tellPace(startedMs: number, count: number): void {
    performance.measure("valise:decrypt", { start: startedMs, end: performance.now(), detail: { count } });
    performance.clearMeasures("valise:decrypt");
}

function unreadable(code: UndecryptableCode, event: JsonObject): Decryption {
    return { kind: "unreadable", code, sessionId: asString(asObject(event.content)?.session_id), withheldCode: null };
}

/** The machine's own word on the sending device. `UnverifiedIdentity` is not known here: identities are pinned. */
function trustOf(code: ShieldStateCode | null | undefined): SenderTrust {
    switch (code) {
        case ShieldStateCode.AuthenticityNotGuaranteed:
            return "from-backup";
        case ShieldStateCode.UnknownDevice:
            return "device-unknown";
        case ShieldStateCode.UnsignedDevice:
            return "device-unsigned";
        case ShieldStateCode.VerificationViolation:
            return "identity-changed";
        case ShieldStateCode.MismatchedSender:
            return "mismatch";
        default:
            return "ok";
    }
}
