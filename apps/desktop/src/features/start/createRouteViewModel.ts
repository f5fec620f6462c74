import type { Engine, EngineFailure, SessionSnapshot, ShellBoot } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import { createDerived } from "../../stores/createDerived.ts";
import type { PreferenceStore } from "../../stores/preferences.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { ProtectionViewModel } from "../protection/createProtectionViewModel.ts";
import { decideRoute, type Route } from "./decideRoute.ts";

export interface RouteViewModel extends ViewModel<Route> {
    /** Opens the engine's store and goes on with the session in it; without a safe key nothing is started. */
    start(): Promise<void>;
    /** The engine is gone: nothing can be shown or sent any more. */
    fail(failure: EngineFailure): void;
}

export interface RouteParts {
    readonly engine: Engine;
    readonly boot: ShellBoot;
    readonly preferences: PreferenceStore;
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly protection: ProtectionViewModel;
    /** The engine has answered to `start`, whatever it said. */
    readonly started: () => void;
}

/** Which screen is shown; in the plain web build it also opens a store whose key the browser keeps. */
export function createRouteViewModel(parts: RouteParts): RouteViewModel {
    const { engine, boot, preferences, session, protection } = parts;
    const startFailure = createStore<EngineFailure | null>(() => null);
    const route = createDerived(
        [session, preferences, protection, startFailure],
        () => {
            const failure = startFailure.getState();
            const snapshot = session.getState();
            return decideRoute({
                keyProtection: boot.keyProtection,
                phase: failure === null ? (snapshot?.phase ?? "starting") : "failed",
                failure: failure ?? snapshot?.failure ?? null,
                webProtection: preferences.getState().webProtection,
                isOpened: protection.getState().isOpened,
            });
        },
        (a, b) => JSON.stringify(a) === JSON.stringify(b),
    );
    let isOpening = false;
    const openByBrowser = () => {
        const phase = session.getState()?.phase;
        const waits = phase === "locked" || phase === "signed-out";
        const { isOpened, failure } = protection.getState();
        if (isOpening || isOpened || failure !== null || !waits) return;
        if (boot.keyProtection.kind !== "web" || preferences.getState().webProtection !== "browser") return;
        isOpening = true;
        void protection.unlockByBrowser().then(() => {
            const refused = protection.getState().failure;
            if (refused !== null) startFailure.setState(refused, true);
        });
    };
    const stop = session.subscribe(openByBrowser);
    return {
        getState: route.getState,
        getInitialState: route.getInitialState,
        subscribe: route.subscribe,
        async start() {
            if (boot.keyProtection.kind === "unavailable") return;
            const result = await engine.commands.start({
                agencies: [...boot.agencies],
                trust: boot.trust,
                protection: null,
            });
            parts.started();
            if (!result.ok && session.getState()?.phase !== "failed") startFailure.setState(result.error, true);
        },
        fail: (failure) => startFailure.setState(failure, true),
        [Symbol.dispose]() {
            stop();
            route[Symbol.dispose]();
        },
    };
}
