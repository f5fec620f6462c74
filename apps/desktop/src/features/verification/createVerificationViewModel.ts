import type {
    DeviceId,
    Engine,
    SessionSnapshot,
    Shell,
    VerificationSnapshot,
    VerificationsSnapshot,
} from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { I18n } from "../../i18n/createI18n.ts";
import { createDerived } from "../../stores/createDerived.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { Toasts } from "../toasts/createToasts.ts";

export interface VerificationViewModel extends ViewModel<VerificationSnapshot | null> {
    /** With any of one's own other devices. */
    startOwn(): Promise<void>;
    startWithDevice(deviceId: string): Promise<void>;
    startWithPerson(userId: string): Promise<void>;
    accept(): Promise<void>;
    answer(isSame: boolean): Promise<void>;
    /** Ends it for both, or closes what has ended. */
    close(): Promise<void>;
}

export interface VerificationParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly verifications: ReadStore<VerificationsSnapshot | null>;
    readonly toasts: Toasts;
}

/** The one comparison of symbols that is shown: the newest that the person has not closed. */
export function createVerificationViewModel(parts: VerificationParts): VerificationViewModel {
    const { engine, session, verifications, toasts } = parts;
    const closed = createStore<ReadonlySet<string>>(() => new Set());
    const shown = createDerived([verifications, closed], () => {
        const rows = verifications.getState()?.rows ?? [];
        return rows.findLast((row) => !closed.getState().has(row.flowId)) ?? null;
    });
    const start = async (userId: string | null | undefined, deviceId: DeviceId | null) => {
        if (userId == null) return;
        const result = await engine.commands.startVerification({ userId, deviceId });
        if (!result.ok) toasts.showFailure(result.error);
    };
    const run = async (command: (flowId: string) => ReturnType<Engine["commands"]["cancelVerification"]>) => {
        const flow = shown.getState();
        if (flow === null) return;
        const result = await command(flow.flowId);
        if (!result.ok) toasts.showFailure(result.error);
    };
    return {
        getState: shown.getState,
        getInitialState: shown.getInitialState,
        subscribe: shown.subscribe,
        startOwn: () => start(session.getState()?.userId, null),
        startWithDevice: (deviceId) => start(session.getState()?.userId, deviceId as DeviceId),
        startWithPerson: (userId) => start(userId, null),
        accept: () => run((flowId) => engine.commands.acceptVerification({ flowId })),
        async answer(isSame) {
            // Trusting another device is confirmed where the page cannot draw.
            if (isSame && !(await confirmTrust(parts))) return;
            await run((flowId) => engine.commands.confirmEmoji({ flowId, match: isSame }));
        },
        async close() {
            const flow = shown.getState();
            if (flow === null) return;
            closed.setState(new Set(closed.getState()).add(flow.flowId), true);
            if (flow.phase !== "done" && flow.phase !== "cancelled") {
                await engine.commands.cancelVerification({ flowId: flow.flowId });
            }
        },
        [Symbol.dispose]: () => shown[Symbol.dispose](),
    };
}

function confirmTrust({ shell, i18n }: VerificationParts): Promise<boolean> {
    return shell.confirmSensitive({ action: "verify-device", language: i18n.getState().language });
}
