import { err, ok } from "@valise/base";
import type { EngineHandlers } from "@valise/bridge";
import type { FakeTopics } from "./fakeTopics.ts";

type DeviceMethod =
    | "renameDevice"
    | "removeDevice"
    | "proofWays"
    | "stopProof"
    | "startVerification"
    | "acceptVerification"
    | "confirmEmoji"
    | "cancelVerification";

/** The symbols every verification of the fake shows. */
export const fakeEmoji = ["🐶", "🔑", "✈️", "🎸", "☂️", "🌏", "🎁"].map((symbol) => ({ symbol, name: "" }));

/** Devices and comparisons of symbols: one flow at a time, and the other side always agrees. */
export function createFakeDevices(topics: FakeTopics): Pick<EngineHandlers, DeviceMethod> {
    const session = { topic: "session" } as const;
    const devices = { topic: "devices" } as const;
    const verifications = { topic: "verifications" } as const;
    const waiting: (() => void)[] = [];
    /** Nobody comes from the provider: it ends when the person waits no longer. */
    const proveAtProvider = async (): Promise<boolean> => {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        waiting.push(() => resolve(false));
        const address =
            "https://matrix.intel.example/_matrix/client/v3/auth/m.login.sso/fallback/web?prompt=login&session=fake";
        topics.change(session, (snapshot) => ({ ...snapshot, proofAddress: address }));
        const isProven = await promise;
        topics.change(session, (snapshot) => ({ ...snapshot, proofAddress: null }));
        return isProven;
    };
    const setPhaseOf = (flowId: string, phase: "emoji" | "done" | "cancelled") =>
        topics.change(verifications, (snapshot) => ({
            rows: snapshot.rows.map((row) =>
                row.flowId === flowId ? { ...row, phase, emoji: phase === "emoji" ? fakeEmoji : null } : row,
            ),
        }));
    return {
        renameDevice: async ({ deviceId, name }) => {
            topics.change(devices, (snapshot) => ({
                ...snapshot,
                rows: snapshot.rows.map((row) => (row.deviceId === deviceId ? { ...row, name } : row)),
            }));
            return ok();
        },
        removeDevice: async ({ deviceId, password }) => {
            if (password === "wrong") return err({ kind: "wrong-password" });
            if (password === null) {
                const isProven = await proveAtProvider();
                if (!isProven) return err({ kind: "cancelled" });
            }
            topics.change(devices, (snapshot) => ({
                ...snapshot,
                rows: snapshot.rows.filter((row) => row.deviceId !== deviceId),
            }));
            return ok();
        },
        // Somebody whose homeserver is the service's has no password.
        proofWays: async () => {
            const isService = topics.read(session)?.agency?.id === "intel";
            return ok({ password: !isService, provider: isService });
        },
        stopProof: async () => {
            for (const stop of waiting.splice(0)) stop();
            return ok();
        },
        startVerification: async ({ userId, deviceId }) => {
            const flowId = "flow-1";
            const own = userId === topics.read(session)?.userId;
            const row = { flowId, phase: "requested", incoming: false, userId, deviceId, own } as const;
            topics.publish(verifications, { rows: [{ ...row, emoji: null, failure: null }] });
            return ok({ flowId });
        },
        acceptVerification: async ({ flowId }) => {
            setPhaseOf(flowId, "emoji");
            return ok();
        },
        confirmEmoji: async ({ flowId, match }) => {
            setPhaseOf(flowId, match ? "done" : "cancelled");
            return ok();
        },
        cancelVerification: async ({ flowId }) => {
            setPhaseOf(flowId, "cancelled");
            return ok();
        },
    };
}
