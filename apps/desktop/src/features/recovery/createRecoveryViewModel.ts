import type { Engine, RecoveryCodeSnapshot, SessionSnapshot, Shell } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

/** The group that is asked for, counted from 0. */
const askedGroup = 2;

export interface RecoveryFormSnapshot extends FormState {
    readonly typed: string;
    /** Undefined while what is typed is shorter than a group. */
    readonly isMatch: boolean | undefined;
}

export interface RecoveryViewModel extends ReadStore<RecoveryFormSnapshot> {
    changeTyped(typed: string): void;
    /** Keeps the code as a file where the person says; the file is theirs to protect. */
    save(): Promise<void>;
    /** The person has kept the code. */
    open(): Promise<void>;
}

export interface RecoveryParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly session: ReadStore<SessionSnapshot | null>;
}

/** Shows a new recovery code and asks for one group of it before going on. */
export function createRecoveryViewModel({ engine, shell, i18n, session }: RecoveryParts): RecoveryViewModel {
    const form = createForm({ typed: "", isMatch: undefined as boolean | undefined });
    const code = () => session.getState()?.recoveryCode ?? null;
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        changeTyped: (typed) => form.change({ typed, isMatch: matchGroup(typed, code()) }),
        async save() {
            const shown = code();
            if (shown === null) return;
            const { t, formats } = i18n.getState();
            const head = t("recovery.file", {
                number: String(shown.number),
                user: session.getState()?.userId ?? "",
                date: formats.dateTime(shown.madeAtMs),
            });
            const bytes = new TextEncoder().encode(`${head}\n\n${shown.groups.join(" ")}\n`);
            await shell.saveFile({ name: `valise-${shown.number}.txt`, mimeType: "text/plain", bytes });
        },
        async open() {
            if (form.getState().isMatch !== true) return;
            const result = await form.run(() => engine.commands.recoverySaved({}));
            if (result.ok) form.change({ typed: "", isMatch: undefined });
        },
    };
}

function matchGroup(typed: string, code: RecoveryCodeSnapshot | null): boolean | undefined {
    const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
    return plain.length < 4 ? undefined : plain === code?.groups[askedGroup];
}
