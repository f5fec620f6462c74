import { ok, type Result } from "@valise/base";
import type { Engine, EngineFailure, EngineOutput } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import { type BatchRow, mayBeIssued, mustBeRecorded } from "./decideBatch.ts";

type CsvRefusal = Extract<EngineOutput<"readWishes">, { kind: "csv-invalid" }>;

export interface BatchView extends FormState {
    readonly isShown: boolean;
    readonly fileName: string | null;
    /** Where the file could not be read, and why; nothing of it was taken then. */
    readonly refusal: CsvRefusal | null;
    readonly rows: readonly BatchRow[];
    /** For rows that name no last day. */
    readonly days: number;
    /** What the rows' outcomes say: what would happen, or what was done. */
    readonly stage: "none" | "preview" | "done";
    /** Rows decided so far while busy. */
    readonly decidedCount: number;
}

export interface BatchViewModel extends ReadStore<BatchView>, Disposable {
    show(days: number): void;
    close(): void;
    choose(file: { readonly name: string; readonly text: string }): Promise<void>;
    /** Issues what the preview let pass; a row whose identity differs goes along, so that its alarm is recorded. */
    issue(): Promise<void>;
}

/** So many rows a command: the server is asked once for each, and the screen goes on. */
const rowsAtOnce = 25;
const empty: Omit<BatchView, keyof FormState> = {
    ...{ isShown: false, fileName: null, refusal: null, rows: [], days: 90, stage: "none", decidedCount: 0 },
};

/** Clearances for the rows of a file: read, tried without signing, shown with what is refused and why, then issued. */
export function createBatchViewModel(engine: Engine): BatchViewModel {
    const form = createForm<Omit<BatchView, keyof FormState>>(empty);
    /** Goes on in portions and keeps what was decided when one fails; a closed dialog ends it. */
    const decide = async (rows: readonly BatchRow[], dryRun: boolean): Promise<Result<void, EngineFailure>> => {
        for (let at = 0; at < rows.length && form.getState().isShown; at += rowsAtOnce) {
            const portion = rows.slice(at, at + rowsAtOnce);
            const wishes = portion.map(({ wish }) => ({ ...wish, roles: [...wish.roles] }));
            const made = await engine.commands.issueClearances({ rows: wishes, days: form.getState().days, dryRun });
            if (!made.ok) return made;
            const outcomes = new Map(portion.map(({ wish }, place) => [wish.line, made.value[place] ?? null]));
            const all = form
                .getState()
                .rows.map((row) => ({ ...row, outcome: outcomes.get(row.wish.line) ?? row.outcome }));
            form.keep({ rows: all, decidedCount: at + portion.length });
        }
        return ok();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        show: (days) => form.change({ ...empty, isShown: true, days }),
        close: () => form.change(empty),
        [Symbol.dispose]: () => form.change(empty),
        async choose({ name, text }) {
            form.change({ fileName: name, refusal: null, rows: [], stage: "preview", decidedCount: 0 });
            await form.run(async () => {
                const read = await engine.commands.readWishes({ text });
                if (!read.ok) return read;
                if (read.value.kind === "csv-invalid") {
                    form.keep({ refusal: read.value });
                    return ok();
                }
                const rows = read.value.rows.map((wish): BatchRow => ({ wish, outcome: null }));
                form.keep({ rows });
                return decide(rows, true);
            });
        },
        async issue() {
            const rows = form.getState().rows.filter((row) => mayBeIssued(row) || mustBeRecorded(row));
            form.change({ stage: "done", decidedCount: 0 });
            await form.run(() => decide(rows, false));
        },
    };
}
