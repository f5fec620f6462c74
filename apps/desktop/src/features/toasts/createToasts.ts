import type { Clock } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { ToastSnapshot } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import { describeFailure } from "../../failures/describeFailure.ts";
import type { I18n } from "../../i18n/createI18n.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface Toasts extends ReadStore<readonly ToastSnapshot[]> {
    /** Says that something could not be done. The same refusal twice is shown once. */
    showFailure(failure: EngineFailure): void;
    showText(text: string): void;
    /** Says that something was done only in part, in words that name the rest. */
    showProblem(text: string): void;
    dismiss(id: string): void;
}

const maxShown = 3;

/** What went well need not be read to its end, and must not lie over what is done next. */
const okMs = 12_000;

/** Notices that belong to no place on the screen. They stay until dismissed; what went well goes by itself. */
export function createToasts(i18n: I18n, clock: Clock): Toasts {
    const store = createStore<readonly ToastSnapshot[]>(() => []);
    let lastNumber = 0;
    const show = (tone: ToastSnapshot["tone"], text: string) => {
        lastNumber += 1;
        const id = `toast-${lastNumber}`;
        const others = store.getState().filter((toast) => toast.text !== text);
        store.setState([...others, { id, tone, text }].slice(-maxShown), true);
        if (tone === "ok") clock.after(okMs, () => dismiss(id));
    };
    const dismiss = (id: string) =>
        store.setState(
            store.getState().filter((toast) => toast.id !== id),
            true,
        );
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        showFailure(failure) {
            if (failure.kind === "cancelled") return;
            const words = describeFailure(failure, i18n.getState());
            show("bad", `${words.what} ${words.next} (${words.code})`);
        },
        showText: (text) => show("ok", text),
        showProblem: (text) => show("bad", text),
        dismiss,
    };
}
