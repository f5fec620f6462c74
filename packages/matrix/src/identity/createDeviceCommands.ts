import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";
import type { Account } from "../session/Account.ts";

type DeviceCommands = Pick<
    EngineHandlers,
    | "renameDevice"
    | "removeDevice"
    | "proofWays"
    | "stopProof"
    | "startVerification"
    | "acceptVerification"
    | "confirmEmoji"
    | "cancelVerification"
>;

/** One's own devices, and comparing emoji with them or with other people. */
export function createDeviceCommands(account: () => Account | null): DeviceCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    return {
        renameDevice: ({ deviceId, name }) => withAccount(({ devices }) => devices.rename(deviceId, name)),
        removeDevice: ({ deviceId, password }) => withAccount(({ devices }) => devices.remove(deviceId, password)),
        proofWays: () => withAccount(({ devices }) => devices.proofWays()),
        stopProof: () => withAccount(async ({ devices }) => ok(devices.proof.stop())),
        startVerification: ({ userId, deviceId }) =>
            withAccount(({ verifications }) => verifications.start(userId, deviceId)),
        acceptVerification: ({ flowId }) => withAccount(({ verifications }) => verifications.accept(flowId)),
        confirmEmoji: ({ flowId, match }) => withAccount(({ verifications }) => verifications.confirm(flowId, match)),
        cancelVerification: ({ flowId }) => withAccount(({ verifications }) => verifications.cancel(flowId)),
    };
}
