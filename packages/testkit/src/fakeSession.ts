import { err, ok } from "@valise/base";
import type { DeviceId, EngineHandlers, SessionSnapshot } from "@valise/bridge";
import { buildDevice, buildSession, demoAgencies, demoNowMs, demoRecoveryGroups, userIdOf } from "./builders.ts";
import type { FakeEngineOptions } from "./fakeEngine.ts";
import type { FakeTopics } from "./fakeTopics.ts";

type SessionMethod =
    | "start"
    | "unlock"
    | "signInOptions"
    | "signIn"
    | "signInWithToken"
    | "reauthenticate"
    | "recover"
    | "recoverySaved"
    | "renewRecoveryCode"
    | "resetIdentity"
    | "signOut";

const online = { state: "online", sinceMs: demoNowMs, lastHeardMs: demoNowMs, retryAtMs: null } as const;
const code = { groups: demoRecoveryGroups, number: 1, madeAtMs: demoNowMs };
/**
 * Sign-in of the fake: password `wrong` is refused; a user called `second…` comes to `verify-needed`, all others get
 * a new recovery code. The code that works is the one of the demo card.
 */
export function createFakeSession(topics: FakeTopics, options: FakeEngineOptions): Pick<EngineHandlers, SessionMethod> {
    const session = { topic: "session" } as const;
    const devices = { topic: "devices" } as const;
    const set = (values: Partial<SessionSnapshot>) =>
        topics.publish(session, { ...(topics.read(session) ?? buildSession()), ...values });
    return {
        start: async () => {
            const phases = { "signed-out": "signed-out", locked: "locked", ready: "ready" } as const;
            topics.publish(session, buildSession({ phase: phases[options.start ?? "signed-out"] }));
            if (options.start === "ready") set(signedIn("mfa", "claire", { phase: "ready" }));
            return ok();
        },
        unlock: async ({ protection }) => {
            if (protection.kind === "passphrase" && protection.passphrase === "wrong passphrase") {
                return err({ kind: "store-key-wrong" });
            }
            if (topics.read(session)?.phase === "locked") set({ phase: "signed-out" });
            return ok();
        },
        signIn: async ({ agencyId, user, password }) => {
            if (password === "wrong") return err({ kind: "wrong-password" });
            const isSecond = user.startsWith("second");
            set(signedIn(agencyId, user, { phase: isSecond ? "verify-needed" : "recovery-to-save" }));
            if (!isSecond) set({ recoveryCode: code });
            topics.publish(devices, { loaded: true, rows: [buildDevice("FAKEDEVICE", { isThis: true })] });
            return ok();
        },
        signInOptions: async ({ agencyId }) =>
            ok({
                password: true,
                providers:
                    agencyId === "intel"
                        ? [{ name: "Service card", address: "https://matrix.intel.example/sso?redirectUrl=" }]
                        : [],
            }),
        signInWithToken: async ({ agencyId, token }) => {
            if (token === "expired") return err({ kind: "sign-in-expired" });
            set(signedIn(agencyId, "claire", { phase: "recovery-to-save" }));
            set({ recoveryCode: code });
            return ok();
        },
        reauthenticate: async ({ password }) => {
            if (password === "wrong") return err({ kind: "wrong-password" });
            set({ phase: "ready", failure: null });
            return ok();
        },
        recover: async ({ code: typed }) => {
            const plain = typed.toUpperCase().replaceAll(" ", "");
            if (plain !== demoRecoveryGroups.join("")) return err({ kind: "recovery-code-wrong" });
            set({ phase: "ready" });
            return ok();
        },
        recoverySaved: async () => {
            set({ phase: "ready", recoveryCode: null });
            return ok();
        },
        renewRecoveryCode: async () => {
            set({ recoveryCode: { ...code, number: 2 }, recoveryInfo: { number: 2, madeAtMs: demoNowMs } });
            return ok();
        },
        resetIdentity: async () => {
            set({ phase: "recovery-to-save", recoveryCode: code });
            return ok();
        },
        signOut: async () => {
            topics.publish(session, buildSession());
            return ok();
        },
    };
}

function signedIn(agencyId: string, user: string, values: Partial<SessionSnapshot>): Partial<SessionSnapshot> {
    const agency = demoAgencies.find((candidate) => candidate.id === agencyId) ?? null;
    return {
        userId: userIdOf(`@${user}:${agency?.serverName ?? "mfa.example"}`),
        deviceId: "FAKEDEVICE" as DeviceId,
        displayName: user === "claire" ? "Claire Morvan" : user,
        agency,
        connection: online,
        recoveryInfo: { number: 1, madeAtMs: demoNowMs },
        keyBackup: "on",
        failure: null,
        ...values,
    };
}
