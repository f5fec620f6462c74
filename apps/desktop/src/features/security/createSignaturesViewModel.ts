import { err, ok } from "@valise/base";
import type { Engine, EngineOutput, RoomId, Shell, SignatureAskSnapshot, UserId } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";

export type SignatureRow = Extract<EngineOutput<"readSignatures">, { kind: "file" }>["rows"][number];

export interface SignaturesView extends FormState {
    readonly fileName: string | null;
    /** Where the file is not what it should be; null while it is. */
    readonly malformedAt: string | null;
    readonly rows: readonly SignatureRow[];
    /** The file with what was signed here, to be given back; null while nothing was. */
    readonly signedText: string | null;
    /** Requests that were put into force from here. */
    readonly filedIds: readonly string[];
    /** Whose signature was asked for beside one's own. */
    readonly askedUserId: UserId | null;
    /** Who asked for one's own, and has it back once all have signed. */
    readonly askedBy: UserId | null;
    /** Asks of others that were answered: signed, put into force, or dismissed. */
    readonly doneAskIds: readonly string[];
}

export interface SignaturesViewModel extends ReadStore<SignaturesView> {
    show(): void;
    close(): void;
    choose(file: { readonly name: string; readonly text: string }): Promise<void>;
    /** Asks for what takes several people, and signs it as the first of them. */
    begin(request: SignatureRequest): Promise<void>;
    sign(id: string): Promise<void>;
    /** Puts into its room what all have signed. */
    file(id: string): Promise<void>;
    /** Opens what another officer has begun and asks this one to sign. */
    take(ask: Pick<SignatureAskSnapshot, "id" | "text" | "userId">): Promise<void>;
    /** Shows this ask no more; whoever asks hears nothing of it. */
    dismiss(askId: string): void;
    /** Asks another officer, on their devices, for the signature that is missing. */
    ask(userId: UserId): Promise<void>;
    /** Gives the file back to whoever asked. */
    save(): Promise<void>;
}

/** One request of the file, as `valise officer sign` reads it (clearance SPEC 12.7); the payload without its time. */
export interface SignatureRequest {
    readonly id: string;
    readonly kind: "charter" | "break-glass";
    readonly audience: string;
    readonly payload: object;
    readonly role: string;
    readonly signers: number;
    readonly summary: string;
}

type Fields = Omit<SignaturesView, keyof FormState>;
const empty: Fields = {
    fileName: null,
    malformedAt: null,
    rows: [],
    signedText: null,
    filedIds: [],
    askedUserId: null,
    askedBy: null,
    doneAskIds: [],
};

/** What an administrator asks to be signed: read from a file, signed one by one, written to a file again. */
export function createSignaturesViewModel(parts: {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly navigation: Navigation;
}): SignaturesViewModel {
    const { engine, shell, navigation } = parts;
    const form = createForm<Fields>(empty);
    let text = "";
    let openAskId: string | null = null;
    const blank = () => ({ ...empty, doneAskIds: form.getState().doneAskIds });
    const dismiss = (askId: string) => form.keep({ doneAskIds: [...form.getState().doneAskIds, askId] });
    const askDone = () => {
        if (openAskId !== null) dismiss(openAskId);
    };
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
    const choose: SignaturesViewModel["choose"] = async (file) => {
        text = file.text;
        openAskId = null;
        form.change({ ...blank(), fileName: file.name });
        await form.run(read);
    };
    const sign: SignaturesViewModel["sign"] = async (id) => {
        await form.run(async () => {
            const signed = await engine.commands.signRequest({ text, id });
            if (!signed.ok) return signed;
            text = signed.value.text;
            form.keep({ signedText: text });
            const again = await read();
            askDone();
            const { askedBy, rows } = form.getState();
            if (!again.ok || askedBy === null || rows.some(({ isOpen }) => isOpen)) return again;
            return engine.commands.askSignature({ userId: askedBy, text });
        });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        show() {
            form.change(blank());
            navigation.openDialog({ kind: "signatures" });
        },
        close() {
            text = "";
            form.change(blank());
            navigation.closeDialog();
        },
        choose,
        async begin(request) {
            const file = { version: 1, requests: [request], signed: [] };
            navigation.openDialog({ kind: "signatures" });
            await choose({ name: "signatures.json", text: `${JSON.stringify(file, null, 2)}\n` });
            await sign(request.id);
        },
        sign,
        async take({ id, text: asked, userId }) {
            navigation.openDialog({ kind: "signatures" });
            await choose({ name: "signatures.json", text: asked });
            openAskId = id;
            form.keep({ askedBy: userId });
        },
        dismiss,
        async ask(userId) {
            const asked = await form.run(() => engine.commands.askSignature({ userId, text }));
            if (asked.ok) form.keep({ askedUserId: userId });
        },
        async file(id) {
            const row = form.getState().rows.find((each) => each.id === id);
            const statement = row?.statement ?? null;
            if (row === undefined || statement === null) return;
            const roomId = row.audience as RoomId;
            const filed = await form.run(() => engine.commands.publishStatement({ roomId, statement }));
            if (!filed.ok) return;
            form.keep({ filedIds: [...form.getState().filedIds, id] });
            askDone();
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
