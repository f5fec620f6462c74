import type { Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "./viewModel.ts";

/** What every form shows beside its fields. */
export interface FormState {
    readonly isBusy: boolean;
    readonly failure: EngineFailure | null;
}

export interface Form<Fields extends object> extends ReadStore<Fields & FormState> {
    /** Changes fields; a refusal of what stood there before is taken down. */
    change(fields: Partial<Fields>): void;
    /** Changes fields and leaves a refusal standing. */
    keep(fields: Partial<Fields>): void;
    /** Runs one command at a time, shows its refusal, and answers whether it was done. */
    run<T>(command: () => Promise<Result<T, EngineFailure>>): Promise<Result<T, EngineFailure>>;
}

/** Fields, whether a command is under way, and why the last one was refused. */
export function createForm<Fields extends object>(fields: Fields): Form<Fields> {
    const store = createStore<Fields & FormState>(() => ({ ...fields, isBusy: false, failure: null }));
    const set = (values: Partial<Fields> | Partial<FormState>) =>
        store.setState({ ...store.getState(), ...values }, true);
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        change: (values) => set({ ...values, failure: null }),
        keep: set,
        async run(command) {
            if (store.getState().isBusy) return { ok: false, error: { kind: "cancelled" } };
            set({ isBusy: true, failure: null });
            const result = await command();
            set({ isBusy: false, failure: result.ok ? null : result.error });
            return result;
        },
    };
}
