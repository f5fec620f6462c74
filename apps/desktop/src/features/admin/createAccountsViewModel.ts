import { ok, type Result } from "@valise/base";
import type {
    AccountRowSnapshot,
    ChangedAccount,
    Engine,
    EngineFailure,
    EngineInput,
    LockHolderSnapshot,
    UserId,
} from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export type AccountAct = EngineInput<"changeAccount">["act"];

interface Fields {
    readonly text: string;
    /** Null before the first search. */
    readonly rows: readonly AccountRowSnapshot[] | null;
    readonly total: number;
    /** What is asked to be confirmed. */
    readonly question: { readonly act: AccountAct; readonly row: AccountRowSnapshot } | null;
    readonly draft: { readonly localpart: string; readonly name: string } | null;
    readonly locked: LockHolderSnapshot | null;
    readonly refused: Extract<ChangedAccount, { kind: "refused" }>["rule"] | null;
    /** What the last act came to. */
    readonly done: {
        readonly act: AccountAct | "create";
        readonly name: string;
        readonly result: Extract<ChangedAccount, { kind: "done" }>;
    } | null;
}
export type AccountsView = Fields & FormState;

export interface AccountsViewModel extends ReadStore<AccountsView> {
    type(text: string): void;
    search(): Promise<void>;
    ask(act: AccountAct, row: AccountRowSnapshot): void;
    begin(): void;
    draft(values: Partial<NonNullable<Fields["draft"]>>): void;
    close(): void;
    /** Does what is asked, or makes the account that is drafted. */
    confirm(breakLock: boolean): Promise<void>;
}

const closed = { question: null, draft: null, locked: null, refused: null } as const;

/** Accounts of one's agency: searched, and changed one at a time, each after a question. */
export function createAccountsViewModel(engine: Engine): AccountsViewModel {
    const form = createForm<Fields>({ text: "", rows: null, total: 0, done: null, ...closed });
    const search = async (): Promise<Result<void, EngineFailure>> => {
        const found = await engine.commands.findAccounts({ text: form.getState().text.trim() });
        if (!found.ok) return found;
        form.keep({ rows: found.value.rows, total: found.value.total });
        return ok();
    };
    const act = (breakLock: boolean): Promise<Result<ChangedAccount, EngineFailure>> | null => {
        const { question, draft } = form.getState();
        if (question !== null) {
            const userId = question.row.userId as UserId;
            return engine.commands.changeAccount({ userId, act: question.act, breakLock });
        }
        return draft === null ? null : engine.commands.createAccount({ ...draft, name: draft.name.trim(), breakLock });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        type: (text) => form.keep({ text }),
        search: async () => void (await form.run(search)),
        ask: (asked, row) => form.change({ ...closed, done: null, question: { act: asked, row } }),
        begin: () => form.change({ ...closed, done: null, draft: { localpart: "", name: "" } }),
        draft(values) {
            const { draft } = form.getState();
            if (draft !== null) form.change({ draft: { ...draft, ...values }, refused: null });
        },
        close: () => form.change(closed),
        async confirm(breakLock) {
            await form.run(async () => {
                const { question, draft } = form.getState();
                const changed = await act(breakLock);
                if (changed === null) return ok();
                if (!changed.ok) return changed;
                const result = changed.value;
                if (result.kind === "locked") form.keep({ locked: result });
                else if (result.kind === "refused") form.keep({ refused: result.rule, locked: null });
                else {
                    const name = question?.row.displayName ?? question?.row.userId ?? draft?.name ?? "";
                    form.keep({ ...closed, done: { act: question?.act ?? "create", name, result } });
                    return search();
                }
                return ok();
            });
        },
    };
}
