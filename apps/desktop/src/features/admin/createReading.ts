import { ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface Reading<T> extends ReadStore<FormState & { readonly value: T | null }> {
    load(): Promise<void>;
}

/** Something that the server is asked for when a place is opened, and again on demand; the last answer stays meanwhile. */
export function createReading<T>(read: () => Promise<Result<T, EngineFailure>>): Reading<T> {
    const form = createForm<{ readonly value: T | null }>({ value: null });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        load: async () => {
            await form.run(async () => {
                const answer = await read();
                if (!answer.ok) return answer;
                form.keep({ value: answer.value });
                return ok();
            });
        },
    };
}
