import { ok } from "@valise/base";
import type { Engine, EngineOutput } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export type RegisterRow = EngineOutput<"listRegister">["rows"][number];

export interface RegisterView extends FormState {
    readonly rows: readonly RegisterRow[];
    readonly more: boolean;
}

export interface RegisterViewModel extends ReadStore<RegisterView> {
    /** The newest entries, anew. */
    load(): Promise<void>;
    loadOlder(): Promise<void>;
}

const pageSize = 100;

/** What the officer did, newest first: the audit log that the register is. */
export function createRegisterViewModel(engine: Engine): RegisterViewModel {
    const form = createForm<Pick<RegisterView, "rows" | "more">>({ rows: [], more: false });
    const read = (before: number | null) =>
        form.run(async () => {
            const page = await engine.commands.listRegister({ before, limit: pageSize });
            if (!page.ok) return page;
            const kept = before === null ? [] : form.getState().rows;
            form.keep({ rows: [...kept, ...page.value.rows], more: page.value.more });
            return ok();
        });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        load: async () => void (await read(null)),
        loadOlder: async () => void (await read(form.getState().rows.at(-1)?.seq ?? null)),
    };
}
