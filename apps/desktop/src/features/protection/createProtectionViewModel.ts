import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { PreferenceStore, WebProtection } from "../../stores/preferences.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export const minPassphraseChars = 12;

export interface ProtectionSnapshot extends FormState {
    readonly kind: WebProtection;
    readonly passphrase: string;
    readonly repeated: string;
    /** The browser keeps a key only after the person has agreed to what that means. */
    readonly hasConsent: boolean;
    /** Set once the store is open in this run. */
    readonly isOpened: boolean;
    /** Shown only after the person tried to go on. */
    readonly problem: "short" | "mismatch" | null;
}

export interface ProtectionViewModel extends ReadStore<ProtectionSnapshot> {
    chooseKind(kind: WebProtection): void;
    changePassphrase(passphrase: string): void;
    changeRepeated(repeated: string): void;
    changeConsent(hasConsent: boolean): void;
    /** First use on this device: protects the store in the chosen way. */
    protect(): Promise<void>;
    /** Later: opens it by passphrase. */
    unlock(): Promise<void>;
    /** Later: opens it by the key that the browser keeps. */
    unlockByBrowser(): Promise<void>;
}

/**
 * How the plain web build protects what it stores. The question is shown while the engine still starts; what was answered
 * waits for `started`, since a store is opened by one command at a time.
 */
export function createProtectionViewModel(
    engine: Engine,
    preferences: PreferenceStore,
    started: Promise<void>,
): ProtectionViewModel {
    const form = createForm({
        kind: "passphrase" as WebProtection,
        passphrase: "",
        repeated: "",
        hasConsent: false,
        isOpened: false,
        problem: null as ProtectionSnapshot["problem"],
    });
    const open = async (kind: WebProtection) => {
        const { passphrase } = form.getState();
        const protection = kind === "browser" ? ({ kind } as const) : ({ kind, passphrase } as const);
        const result = await form.run(async () => {
            await started;
            return engine.commands.unlock({ protection });
        });
        if (!result.ok) return;
        form.change({ isOpened: true, passphrase: "", repeated: "" });
        preferences.change({ webProtection: kind });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        chooseKind: (kind) => form.change({ kind, problem: null }),
        changePassphrase: (passphrase) => form.change({ passphrase, problem: null }),
        changeRepeated: (repeated) => form.change({ repeated, problem: null }),
        changeConsent: (hasConsent) => form.change({ hasConsent }),
        async protect() {
            const { kind, passphrase, repeated, hasConsent } = form.getState();
            if (kind === "browser") return hasConsent ? open("browser") : undefined;
            if (passphrase.length < minPassphraseChars) return form.change({ problem: "short" });
            if (passphrase !== repeated) return form.change({ problem: "mismatch" });
            return open("passphrase");
        },
        unlock: () => open("passphrase"),
        unlockByBrowser: () => open("browser"),
    };
}
