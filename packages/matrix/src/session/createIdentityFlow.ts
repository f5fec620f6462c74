import { createInOrder, err, ok, type Result, systemClock } from "@valise/base";
import type { EngineFailure, RoomId, SessionPhase } from "@valise/bridge";
import { AccountDataError } from "../crypto/accountDataClient.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { shownCode } from "../identity/createIdentity.ts";
import { passwordAuth } from "../identity/passwordAuth.ts";
import { UserAuthError } from "../identity/UserAuth.ts";
import { asObject, asString, clip } from "../json.ts";
import { parseRecoveryCode } from "../recoveryCode/recoveryCode.ts";
import type { Account } from "./Account.ts";
import type { SessionState } from "./SessionState.ts";

export interface IdentityFlowParts {
    readonly state: SessionState;
    enter(phase: SessionPhase, failure?: EngineFailure | null): void;
    changed(): void;
    account(): Account | null;
}

/** From "signed in" to "ready": makes the identity, or brings it to this device. Cut off anywhere, it goes on. */
export function createIdentityFlow(parts: IdentityFlowParts) {
    const { state, enter } = parts;
    let deciding: Promise<void> | null = null;
    let running = 0;
    const inOrder = createInOrder();

    /** One flow at a time: two would each open secret storage under the other. */
    const exclusive = <T>(run: () => Promise<T>): Promise<T> => {
        running++;
        return inOrder(run).finally(() => {
            running--;
        });
    };
    let decided = false;
    let refreshed = false;

    const settle = async (account: Account, phase: "recovery-to-save" | "verify-needed" | "ready") => {
        await account.records.write("phase", { phase });
        decided = true;
        enter(phase);
        if (phase !== "verify-needed")
            for (const { record } of account.book.all()) account.outbox.wake(record.roomId as RoomId);
        void refreshInfo(account);
    };

    const refreshInfo = async (account: Account) => {
        try {
            state.recoveryInfo = await account.identity.recoveryInfo();
            const active = await account.crypto.sdk.getActiveSessionBackupVersion();
            state.keyBackup = active === null ? "off" : "on";
            const path = `/_matrix/client/v3/profile/${encodeURIComponent(account.session.userId)}/displayname`;
            const profile = await account.http.request("GET", path);
            if (profile.ok) state.displayName = clip(asString(profile.value.displayname) ?? "", 255) || null;
            refreshed = true;
            parts.changed();
        } catch {
            // Asked again at the next start; nothing depends on it.
        }
    };

    const decideNow = async (account: Account) => {
        const identity = await account.identity.state();
        if (identity === "verify-needed") return settle(account, "verify-needed");
        if (identity === "complete") {
            const pending = await account.records.read("pendingCode");
            if (pending !== null) return showPending(account, pending);
            return settle(account, "ready");
        }
        state.recoveryCode = await account.identity.setUp();
        return settle(account, "recovery-to-save");
    };

    const showPending = async (account: Account, value: unknown) => {
        const pending = asObject(value);
        const code = parseRecoveryCode(asString(pending?.code) ?? "");
        if (code !== null) state.recoveryCode = shownCode({ ...pending, code } as never);
        return settle(account, code === null ? "ready" : "recovery-to-save");
    };

    const decide = async () => {
        const account = parts.account();
        if (account === null) return;
        deciding ??= exclusive(() => decideNow(account)).finally(() => {
            deciding = null;
        });
        try {
            await deciding;
        } catch (cause) {
            // Tried again as soon as the server is heard from; until then nothing is claimed.
            state.failure = foldThrown(cause);
            parts.changed();
        }
    };

    let checking = false;
    const checkSecrets = async (account: Account) => {
        const status = await account.crypto.olm.crossSigningStatus();
        if (!status.hasMaster) return;
        await decide();
        if (state.phase === "ready") void account.healer.retryAll();
    };

    return {
        decide,
        /** At start, without network: goes on where the last run was. */
        async restore(): Promise<void> {
            const account = parts.account();
            if (account === null) return;
            decided = false;
            refreshed = false;
            const kept = asString(asObject(await account.records.read("phase"))?.phase);
            const unfinished = (await account.records.read("setUp")) !== null;
            const pending = await account.records.read("pendingCode");
            if (unfinished) return enter("signing-in");
            if (kept === "soft-signed-out")
                return enter("soft-signed-out", { kind: "signed-out-by-server", soft: true });
            if (kept === "recovery-to-save" && pending !== null) return showPending(account, pending);
            if (kept === "ready" || kept === "verify-needed") {
                enter(kept);
                decided = kept === "ready";
                return;
            }
            enter("signing-in");
        },
        onOnline() {
            const account = parts.account();
            if (account !== null && decided && !refreshed) void refreshInfo(account);
            if (!decided && state.phase === "signing-in") void decide();
        },
        async recover(code: string): Promise<Result<void, EngineFailure>> {
            const account = parts.account();
            if (account === null) return err({ kind: "not-signed-in" });
            const result = await guarded(() => exclusive(() => account.identity.recover(code)));
            if (!result.ok) return result;
            await settle(account, "ready");
            void account.healer.retryAll();
            return ok();
        },
        async recoverySaved(): Promise<Result<void, EngineFailure>> {
            const account = parts.account();
            if (account === null) return err({ kind: "not-signed-in" });
            // Says that a code was kept, never that a device is signed.
            if (state.phase !== "recovery-to-save") return ok();
            state.recoveryCode = null;
            await account.records.remove("pendingCode");
            await settle(account, "ready");
            return ok();
        },
        async renewCode(): Promise<Result<void, EngineFailure>> {
            const account = parts.account();
            if (account === null) return err({ kind: "not-signed-in" });
            if (state.phase !== "ready") return err({ kind: "verify-needed" });
            const made = await guarded(async () => ok(await exclusive(() => account.identity.renewCode())));
            if (!made.ok) return made;
            state.recoveryCode = made.value;
            await settle(account, "recovery-to-save");
            return ok();
        },
        /** `null`: the person shows at the identity provider that it is them, for the very act. */
        async resetIdentity(password: string | null): Promise<Result<void, EngineFailure>> {
            const account = parts.account();
            if (account === null) return err({ kind: "not-signed-in" });
            const auth = password === null ? account.devices.proof : passwordAuth(account.session.userId, password);
            // Before the keys there are give way to new ones.
            const able = await auth.prove(account.http);
            if (!able.ok) return able;
            const made = await guarded(async () => ok(await exclusive(() => account.identity.reset(auth.forSdk))));
            if (!made.ok) {
                await decide();
                return made;
            }
            state.recoveryCode = made.value;
            await settle(account, "recovery-to-save");
            return ok();
        },
        /** One's own identity changed somewhere: this device may no longer be one of its signed ones (B27). */
        async onOwnKeysChanged(): Promise<void> {
            const account = parts.account();
            if (account === null || state.phase !== "ready" || running > 0) return;
            const { userId, deviceId } = account.session;
            const status = await account.crypto.sdk.getDeviceVerificationStatus(userId, deviceId);
            if (status !== null && !status.crossSigningVerified) await settle(account, "verify-needed");
        },
        /** Secrets may have come from another device of one's own: a verified device needs no code. */
        onSynced(): void {
            const account = parts.account();
            if (account === null || state.phase !== "verify-needed" || checking || running > 0) return;
            checking = true;
            void checkSecrets(account).finally(() => {
                checking = false;
            });
        },
    };
}

async function guarded<T>(run: () => Promise<Result<T, EngineFailure>>): Promise<Result<T, EngineFailure>> {
    try {
        return await run();
    } catch (cause) {
        return err(foldThrown(cause));
    }
}

/** What the SDK threw, as data. */
function foldThrown(cause: unknown): EngineFailure {
    if (cause instanceof AccountDataError) return foldFailure(cause.failure, systemClock);
    if (cause instanceof UserAuthError) return cause.failure;
    const name = cause instanceof Error ? cause.name : "unknown";
    if (name === "ConnectionError" || name === "AbortError") return { kind: "server-unreachable" };
    const status = (cause as { httpStatus?: unknown } | null)?.httpStatus;
    return typeof status === "number" ? { kind: "server-error", status } : { kind: "unexpected", name };
}
