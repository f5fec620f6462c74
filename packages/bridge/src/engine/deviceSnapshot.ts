import type { EpochMs } from "@valise/base";
import type { DeviceId, UserId } from "../ids.ts";
import type { EngineFailure } from "./failure.ts";

export interface DeviceSnapshot {
    readonly deviceId: DeviceId;
    readonly name: string | null;
    readonly isThis: boolean;
    /** Signed by the owner's identity; only such devices receive keys. */
    readonly signed: boolean;
    readonly lastSeenMs: EpochMs | null;
    /** Ed25519 device key, base64 in groups of four. */
    readonly fingerprint: string | null;
}

export interface DevicesSnapshot {
    readonly loaded: boolean;
    readonly rows: readonly DeviceSnapshot[];
}

export type VerificationPhase = "requested" | "ready" | "emoji" | "waiting" | "done" | "cancelled";

/** One emoji verification, with another of one's own devices or with another person (m.sas.v1). */
export interface VerificationSnapshot {
    readonly flowId: string;
    readonly phase: VerificationPhase;
    readonly incoming: boolean;
    readonly userId: UserId;
    readonly deviceId: DeviceId | null;
    readonly own: boolean;
    /** Seven numbers into the official table of 64 symbols; null outside `emoji`. The names are the app's, translated. */
    readonly emoji: readonly { readonly symbol: string; readonly name: string }[] | null;
    readonly failure: EngineFailure | null;
}

export interface VerificationsSnapshot {
    readonly rows: readonly VerificationSnapshot[];
}
