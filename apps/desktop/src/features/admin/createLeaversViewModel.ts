import { ok } from "@valise/base";
import type { Engine, LeaversSnapshot, LockHolderSnapshot, UserId } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

interface Fields {
    /** Null before the first look. */
    readonly value: LeaversSnapshot | null;
    /** Who is asked to be taken out. */
    readonly question: LeaversSnapshot["asked"][number] | null;
    readonly locked: LockHolderSnapshot | null;
    /** What the last removal came to; null rooms: their own server asks no more. */
    readonly done: { readonly userId: string; readonly rooms: number | null } | null;
}

export interface LeaversViewModel extends ReadStore<Fields & FormState> {
    load(): Promise<void>;
    ask(row: LeaversSnapshot["asked"][number]): void;
    close(): void;
    confirm(breakLock: boolean): Promise<void>;
}

/** Who has left: partners' people still in rooms here, taken out one by one after a question, and what partners say of one's own. */
export function createLeaversViewModel(engine: Engine): LeaversViewModel {
    const form = createForm<Fields>({ value: null, question: null, locked: null, done: null });
    const load = async () => {
        const looked = await engine.commands.readLeavers({});
        if (!looked.ok) return looked;
        form.keep({ value: looked.value });
        return ok();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        load: async () => void (await form.run(load)),
        ask: (question) => form.change({ question, locked: null, done: null }),
        close: () => form.change({ question: null, locked: null }),
        async confirm(breakLock) {
            await form.run(async () => {
                const { question } = form.getState();
                if (question === null) return ok();
                const userId = question.userId as UserId;
                const removed = await engine.commands.removeLeaver({ userId, breakLock });
                if (!removed.ok) return removed;
                const { value } = removed;
                if (value.kind === "locked") {
                    form.keep({ locked: value });
                    return ok();
                }
                const rooms = value.kind === "done" ? value.rooms : null;
                form.keep({ question: null, locked: null, done: { userId, rooms } });
                if (value.kind === "not-asked") return load();
                form.keep({ value: value.leavers });
                return ok();
            });
        },
    };
}
