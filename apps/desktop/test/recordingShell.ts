import type { AgencySnapshot, BrowserSignInOutcome, RoomId, Shell } from "@valise/bridge";

export interface RecordingShell extends Shell {
    /** Every call that asks something of the program around, in order. */
    readonly calls: readonly { readonly method: string; readonly input: unknown }[];
    clickNotification(roomId: RoomId): void;
    /** What `confirmSensitive` answers from now on. */
    decide(isConfirmed: boolean): void;
    /** From now on nobody comes back from the browser, until they do. */
    holdBrowser(): void;
    comeBack(): void;
}

/** A shell that does nothing and remembers what was asked. */
export function createRecordingShell(agencies: readonly AgencySnapshot[], kind: "desktop" | "web"): RecordingShell {
    const calls: { method: string; input: unknown }[] = [];
    const listeners = new Set<(roomId: RoomId) => void>();
    let isConfirmed = true;
    let isWaiting = false;
    const waiting: ((outcome: BrowserSignInOutcome) => void)[] = [];
    const record = (method: string, input: unknown) => void calls.push({ method, input });
    return {
        calls,
        clickNotification: (roomId) => {
            for (const listener of listeners) listener(roomId);
        },
        decide: (value) => {
            isConfirmed = value;
        },
        holdBrowser: () => {
            isWaiting = true;
        },
        comeBack: () => {
            isWaiting = false;
        },
        boot: async () => ({
            kind,
            version: "0.1.0",
            deviceName: "Valise on a test",
            agencies,
            trust: null,
            keyProtection: kind === "web" ? { kind: "web" } : { kind: "keystore", backend: "test" },
            serviceDesk: "4520",
            exerciseUrl: null,
        }),
        takeKeyPort: async () => null,
        takeDeskKeyPort: async (input) => {
            record("takeDeskKeyPort", input);
            return isConfirmed ? new MessageChannel().port1 : null;
        },
        openExternal: async (input) => {
            record("openExternal", input);
            return true;
        },
        signInInBrowser: async (input) => {
            record("signInInBrowser", input);
            if (isWaiting) return new Promise((resolve) => void waiting.push(resolve));
            return isConfirmed ? { kind: "token", token: "token from the browser" } : { kind: "timed-out" };
        },
        proveInBrowser: async (input) => {
            record("proveInBrowser", input);
            return isConfirmed;
        },
        stopSignIn: async () => {
            for (const resolve of waiting.splice(0)) resolve({ kind: "cancelled" });
        },
        openFile: async (input) => {
            record("openFile", input);
            return true;
        },
        saveFile: async (input) => {
            record("saveFile", input);
            return true;
        },
        notify: async (input) => record("notify", input),
        raiseAlarm: async (input) => record("raiseAlarm", input),
        callGateway: async (input) => {
            record("callGateway", input);
            return { state: "done", exitCode: 0 };
        },
        setUnreadCount: async (input) => record("setUnreadCount", input),
        confirmSensitive: async (input) => {
            record("confirmSensitive", input);
            return isConfirmed;
        },
        onNotificationClicked: (listener) => {
            listeners.add(listener);
            return { [Symbol.dispose]: () => void listeners.delete(listener) };
        },
    };
}
