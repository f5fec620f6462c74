import type { Clock } from "@valise/base";
import type { AgencySnapshot, Engine, ShellBoot } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { PreferenceStore } from "../../stores/preferences.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { BrowserSignIn, SignInProvider } from "./createBrowserSignIn.ts";

export interface SignInSnapshot extends FormState {
    readonly step: "agency" | "password";
    readonly agencies: readonly AgencySnapshot[];
    readonly agencyId: string | undefined;
    readonly user: string;
    readonly password: string;
    /** Identity providers of the agency. */
    readonly providers: readonly SignInProvider[];
    /** A browser is there now, and is waited for. */
    readonly waitingAt: SignInProvider | null;
    /** Fields that were empty when the person tried to go on. */
    readonly missing: "user" | "password" | null;
    /** Whole seconds until the server takes another attempt; 0 when it does now. */
    readonly waitS: number;
}

export interface SignInViewModel extends ReadStore<SignInSnapshot>, Disposable {
    chooseAgency(agencyId: string): void;
    toPassword(): void;
    toAgency(): void;
    changeUser(user: string): void;
    changePassword(password: string): void;
    signIn(): Promise<void>;
    /** As the user name in the field, where there is one, and nobody else. */
    signInAt(provider: SignInProvider): Promise<void>;
    stopWaiting(): void;
}

export interface SignInParts {
    readonly engine: Engine;
    readonly browserSignIn: BrowserSignIn;
    readonly boot: ShellBoot;
    readonly preferences: PreferenceStore;
    readonly clock: Clock;
}

/** Agency, then name and password. The password is forgotten as soon as it was used or refused. */
export function createSignInViewModel({
    engine,
    browserSignIn,
    boot,
    preferences,
    clock,
}: SignInParts): SignInViewModel {
    const remembered = boot.agencies.find((agency) => agency.id === preferences.getState().agencyId);
    const form = createForm({
        step: "agency" as SignInSnapshot["step"],
        agencies: boot.agencies,
        agencyId: (remembered ?? boot.agencies[0])?.id,
        user: "",
        password: "",
        providers: [] as readonly SignInProvider[],
        waitingAt: null as SignInProvider | null,
        missing: null as SignInSnapshot["missing"],
        waitS: 0,
    });
    let ticking: Disposable | undefined;
    const tick = (untilMs: number) => {
        const waitS = Math.max(0, Math.ceil((untilMs - clock.nowMs()) / 1000));
        if (waitS === 0 && form.getState().failure?.kind === "rate-limited") form.change({ waitS });
        else form.keep({ waitS });
        if (waitS > 0) ticking = clock.after(1000, () => tick(untilMs));
    };
    const lookForProviders = async (agencyId: string) => {
        form.keep({ providers: [] });
        const providers = await browserSignIn.providersOf(agencyId);
        if (form.getState().agencyId === agencyId) form.keep({ providers });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        chooseAgency: (agencyId) => form.change({ agencyId }),
        toPassword() {
            const { agencyId } = form.getState();
            if (agencyId === undefined) return;
            form.change({ step: "password" });
            void lookForProviders(agencyId);
        },
        toAgency: () => form.change({ step: "agency", password: "" }),
        changeUser: (user) => form.change({ user, missing: null }),
        changePassword: (password) => form.change({ password, missing: null }),
        async signIn() {
            const { agencyId, user, password, waitS } = form.getState();
            if (agencyId === undefined || waitS > 0) return;
            if (user.trim() === "") return form.change({ missing: "user" });
            if (password === "") return form.change({ missing: "password" });
            const { deviceName } = boot;
            const result = await form.run(() =>
                engine.commands.signIn({ agencyId, user: user.trim(), password, deviceName }),
            );
            form.keep({ password: "" });
            if (result.ok) preferences.change({ agencyId });
            else if (result.error.kind === "rate-limited") tick(result.error.retryAtMs);
        },
        async signInAt(provider) {
            const { agencyId, user } = form.getState();
            if (agencyId === undefined) return;
            form.change({ waitingAt: provider, missing: null });
            const named = user.trim() === "" ? null : user.trim();
            const result = await form.run(() => browserSignIn.signInAt(agencyId, provider, named));
            form.keep({ waitingAt: null });
            if (result.ok) preferences.change({ agencyId });
        },
        stopWaiting: browserSignIn.stop,
        [Symbol.dispose]: () => ticking?.[Symbol.dispose](),
    };
}
