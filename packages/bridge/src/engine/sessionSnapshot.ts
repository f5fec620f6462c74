import type { EpochMs } from "@valise/base";
import type { z } from "zod";
import type { DeviceId, UserId } from "../ids.ts";
import type { alarmPolicySchema } from "./alarmPolicy.ts";
import type { EngineFailure } from "./failure.ts";

/** An agency a person may sign in to: from the managed configuration, never from a homeserver. */
export interface AgencySnapshot {
    readonly id: string;
    readonly name: string;
    readonly serverName: string;
    /** Base address of the client-server interface; http only on loopback. */
    readonly clientUrl: string;
    /**
     * Where its administrators reach the admin API, never the public listener. Only on their machines; elsewhere there are no
     * admin screens.
     */
    readonly adminUrl?: string | null | undefined;
    /** Additional creator of the rooms its people make, so that none is orphaned (protocol 5). */
    readonly steward?: string | null | undefined;
    /** Null: this agency takes no part in a community with clearances. */
    readonly trust?: AgencyTrustSnapshot | null | undefined;
    /** What each precedence of a broadcast does on its devices; null: as without a policy. */
    readonly alarms?: AlarmPolicySnapshot | null | undefined;
}

/** An agency's alarm policy as its managed configuration says it (`packages/crisis/SPEC.md` 5.5). */
export type AlarmPolicySnapshot = z.output<typeof alarmPolicySchema>;

/** Where an agency's trust data lies, and whom a request for a clearance goes to. */
export interface AgencyTrustSnapshot {
    readonly roomId: string;
    /** Its name in the trust bundle, `urn:valise:agency:…`. */
    readonly agencyUrn: string;
    readonly officers: readonly string[];
}

/** First trust, from the managed configuration and never from a homeserver (protocol 4). */
export interface CommunityTrustSnapshot {
    readonly community: string;
    /** RFC 7638 thumbprints of the community's keys. */
    readonly keys: readonly string[];
    readonly threshold: number;
    readonly floorSeq: number;
}

export type SessionPhase =
    /** The store is being opened. */
    | "starting"
    /** Plain web build: the store is protected by a passphrase that is asked now. */
    | "locked"
    | "signed-out"
    | "signing-in"
    /** A new identity was made: the recovery code is shown until `recoverySaved`. */
    | "recovery-to-save"
    /** This device has no master key yet: recovery code or another device (protocol 9). */
    | "verify-needed"
    | "ready"
    /** The token is gone, keys and history are kept; signing in again goes on where it was. */
    | "soft-signed-out"
    /** The store cannot be opened; `failure` says why. Nothing was deleted. */
    | "failed";

export interface ConnectionSnapshot {
    readonly state: "idle" | "connecting" | "online" | "offline";
    readonly sinceMs: EpochMs;
    /** When the homeserver last answered. */
    readonly lastHeardMs: EpochMs | null;
    readonly retryAtMs: EpochMs | null;
}

/** 31 random Crockford-base32 characters and one check character, shown as eight groups of four (protocol 9). */
export interface RecoveryCodeSnapshot {
    readonly groups: readonly string[];
    readonly number: number;
    readonly madeAtMs: EpochMs;
}

export interface SessionSnapshot {
    readonly phase: SessionPhase;
    readonly userId: UserId | null;
    readonly deviceId: DeviceId | null;
    readonly displayName: string | null;
    readonly agency: AgencySnapshot | null;
    readonly connection: ConnectionSnapshot;
    /** Only while `recovery-to-save`, or right after a new code was asked for. */
    readonly recoveryCode: RecoveryCodeSnapshot | null;
    /** Number and date of the code that works now, for the sign-in screen and settings. */
    readonly recoveryInfo: { readonly number: number; readonly madeAtMs: EpochMs } | null;
    readonly keyBackup: "on" | "off" | "unknown";
    /** Server's clock minus ours as last seen; shown when above 120 s, never used for a decision (protocol 8). */
    readonly clockDifferenceMs: number | null;
    /** Where a browser is to be sent, so that the person shows at the identity provider that it is them; null: nothing waits. */
    readonly proofAddress: string | null;
    readonly failure: EngineFailure | null;
}
