import { epochMs } from "@valise/base";
import type {
    ConnectionSnapshot,
    EngineFailure,
    RecoveryCodeSnapshot,
    SessionPhase,
    SessionSnapshot,
} from "@valise/bridge";
import type { RecoveryInfo } from "../identity/secretKey.ts";
import type { Account } from "./Account.ts";

/** What the session's snapshot is built from. */
export interface SessionState {
    phase: SessionPhase;
    failure: EngineFailure | null;
    recoveryCode: RecoveryCodeSnapshot | null;
    recoveryInfo: RecoveryInfo | null;
    keyBackup: SessionSnapshot["keyBackup"];
    displayName: string | null;
}

export function createSessionState(): SessionState {
    return {
        phase: "starting",
        failure: null,
        recoveryCode: null,
        recoveryInfo: null,
        keyBackup: "unknown",
        displayName: null,
    };
}

const idle: ConnectionSnapshot = { state: "idle", sinceMs: epochMs(0), lastHeardMs: null, retryAtMs: null };
/** Below this a clock is right enough that nobody needs to be told (protocol 8). */
const SHOWN_DIFFERENCE_MS = 120_000;

export function buildSessionSnapshot(state: SessionState, account: Account | null): SessionSnapshot {
    const difference = account?.connection.clockDifferenceMs() ?? null;
    const info = state.recoveryInfo;
    return {
        phase: state.phase,
        userId: (account?.session.userId ?? null) as SessionSnapshot["userId"],
        deviceId: (account?.session.deviceId ?? null) as SessionSnapshot["deviceId"],
        displayName: state.displayName,
        agency: account?.session.agency ?? null,
        connection: account?.connection.snapshot() ?? idle,
        recoveryCode: state.recoveryCode,
        recoveryInfo: info === null ? null : { number: info.number, madeAtMs: epochMs(info.madeAtMs) },
        keyBackup: state.keyBackup,
        clockDifferenceMs: difference !== null && Math.abs(difference) > SHOWN_DIFFERENCE_MS ? difference : null,
        proofAddress: account?.devices.proof.address() ?? null,
        failure: state.failure,
    };
}

/** Whether all that is new is when the homeserver was last heard, while it is. */
export function isOnlyHeard(last: SessionSnapshot, next: SessionSnapshot): boolean {
    const { lastHeardMs } = last.connection;
    const unheard = { ...next, connection: { ...next.connection, lastHeardMs } };
    return next.connection.state === "online" && JSON.stringify(unheard) === JSON.stringify(last);
}
