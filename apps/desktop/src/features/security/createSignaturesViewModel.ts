import { err, ok } from "@valise/base";
import type { Engine, EngineOutput, Shell } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export type SignatureRow = Extract<EngineOutput<"readSignatures">, { kind: "file" }>["rows"][number];

export interface SignaturesView extends FormState {
    readonly isShown: boolean;
    readonly fileName: string | null;
    /** Where the file is not what it should be; null while it is. */
    readonly malformedAt: string | null;
    readonly rows: readonly SignatureRow[];
    /** The file with what was signed here, to be given back; null while nothing was. */
    readonly signedText: string | null;
}

export interface SignaturesViewModel extends ReadStore<SignaturesView> {
    show(): void;
    close(): void;
    choose(file: { readonly name: string; readonly text: string }): Promise<void>;
    sign(id: string): Promise<void>;
    /** Gives the file back to whoever asked. */
    save(): Promise<void>;
}

type Fields = Omit<SignaturesView, keyof FormState>;
const empty: Fields = { isShown: false, fileName: null, malformedAt: null, rows: [], signedText: null };

/** What an administrator asks to be signed: read from a file, signed one by one, written to a file again. */
export function createSignaturesViewModel(parts: {
    readonly engine: Engine;
    readonly shell: Shell;
}): SignaturesViewModel {
    const { engine, shell } = parts;
    const form = createForm<Fields>(empty);
    let text = "";
    const read = async () => {
        const file = await engine.commands.readSignatures({ text });
        if (!file.ok) return file;
        form.keep(
            file.value.kind === "file"
                ? { rows: file.value.rows, malformedAt: null }
                : { rows: [], malformedAt: file.value.path },
        );
        return ok();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        show: () => form.change({ ...empty, isShown: true }),
        close() {
            text = "";
            form.change(empty);
        },
        async choose(file) {
            text = file.text;
            form.change({ ...empty, isShown: true, fileName: file.name });
            await form.run(read);
        },
        async sign(id) {
            await form.run(async () => {
                const signed = await engine.commands.signRequest({ text, id });
                if (!signed.ok) return signed;
                text = signed.value.text;
                form.keep({ signedText: text });
                return read();
            });
        },
        async save() {
            const { signedText, fileName } = form.getState();
            if (signedText === null) return;
            const bytes = new TextEncoder().encode(signedText);
            await form.run(async () => {
                const file = { name: fileName ?? "signatures.json", mimeType: "application/json", bytes };
                return (await shell.saveFile(file)) ? ok() : err({ kind: "cancelled" });
            });
        },
    };
}
