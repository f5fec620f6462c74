import type { Clock } from "@valise/base";
import type { BroadcastSnapshot, CrisisSnapshot, Engine, EngineFailure, EngineOutput } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { createGateActions } from "../gate/createGateActions.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { Toasts } from "../toasts/createToasts.ts";
import { type BroadcastDraft, type BroadcastRef, draftOfUpdate, emptyDraft, wishOf } from "./broadcastDraft.ts";

export type BroadcastPreview = EngineOutput<"previewBroadcast">;

interface ComposeFields extends BroadcastDraft {
    /** Of what stands there now; null while it is being asked for. */
    readonly preview: BroadcastPreview | null;
    /** Why it cannot be previewed, and so not sent. */
    readonly previewFailure: EngineFailure | null;
    /** Over the agency's quota of the day, and sent all the same. */
    readonly isOverQuotaMeant: boolean;
    readonly reason: string;
}

export interface ComposeViewModel extends ReadStore<ComposeFields & FormState> {
    /** A new one, or where what was begun and not sent goes on. */
    begin(): void;
    beginUpdate(row: BroadcastSnapshot): void;
    change(fields: Partial<BroadcastDraft & Pick<ComposeFields, "isOverQuotaMeant" | "reason">>): void;
    /** Sends what was previewed as it stands, and nothing else. */
    send(): Promise<void>;
    cancelBroadcast(broadcast: BroadcastRef): Promise<void>;
}

export interface ComposeParts {
    readonly engine: Engine;
    readonly clock: Clock;
    readonly i18n: I18n;
    readonly toasts: Toasts;
    readonly navigation: Navigation;
    readonly crisis: ReadStore<CrisisSnapshot | null>;
    readonly gateActions: ReturnType<typeof createGateActions>;
}

/** Long enough that typing asks once, short enough to be there before the eye. */
const previewAfterMs = 400;
const empty: ComposeFields = {
    ...emptyDraft,
    preview: null,
    previewFailure: null,
    isOverQuotaMeant: false,
    reason: "",
};

/** Whether `send` would send: all is written, who will not read was shown, and a full quota was confirmed. */
export function maySend(form: ComposeFields & FormState): boolean {
    const { preview } = form;
    if (form.isBusy || preview === null || typeof wishOf(form) === "string") return false;
    return preview.overQuota === null || form.isOverQuotaMeant;
}

async function bytesOf(file: File) {
    const mimeType = file.type.slice(0, 255) || "application/octet-stream";
    return { name: cleanName(file.name) || "file", mimeType, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** One broadcast being written; its preview is asked for anew with each change. What is not sent stays for the next time. */
export function createComposeViewModel(parts: ComposeParts): ComposeViewModel {
    const { engine, clock, i18n, toasts, navigation, crisis, gateActions } = parts;
    const form = createForm<ComposeFields>(empty);
    let asked = 0;
    let timer: Disposable | undefined;
    const preview = async (number: number) => {
        const wish = wishOf(form.getState());
        if (typeof wish === "string" || number !== asked) return;
        const result = await engine.commands.previewBroadcast(wish);
        if (number !== asked) return;
        if (result.ok) form.keep({ preview: result.value });
        else form.keep({ previewFailure: result.error });
    };
    const change = (fields: Partial<ComposeFields>) => {
        form.change({ ...fields, preview: null, previewFailure: null });
        asked += 1;
        const number = asked;
        timer?.[Symbol.dispose]();
        timer = clock.after(previewAfterMs, () => void preview(number));
    };
    const done = (text: string) => {
        toasts.showText(text);
        navigation.closeDialog();
        navigation.openRail("crisis");
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        begin() {
            const { supersedes, roomId } = form.getState();
            const [channel = null] = crisis.getState()?.channels ?? [];
            if (supersedes !== null) change({ ...empty, roomId: channel });
            else if (roomId === null) change({ roomId: channel });
        },
        beginUpdate: (row) => change({ ...empty, ...draftOfUpdate(row) }),
        change: (fields) => ("isOverQuotaMeant" in fields || "reason" in fields ? form.change(fields) : change(fields)),
        async send() {
            const state = form.getState();
            const wish = wishOf(state);
            if (!maySend(state) || typeof wish === "string") return;
            if (
                (state.preview?.notReading.length ?? 0) > 0 &&
                !(await gateActions.confirmReaders(wish.roomId as never))
            )
                return;
            const result = await form.run(async () => {
                const files = await Promise.all(state.files.map(bytesOf));
                return engine.commands.sendBroadcast({ ...wish, files });
            });
            if (!result.ok) return;
            form.change(empty);
            done(i18n.getState().t("broadcast.queued", { precedence: state.precedence }));
        },
        async cancelBroadcast(broadcast) {
            const { language, t } = i18n.getState();
            const reason = { [language]: form.getState().reason.trim() || t("broadcast.cancel.noReason") };
            const result = await form.run(() => engine.commands.cancelBroadcast({ broadcast, reason }));
            if (!result.ok) return;
            form.change({ reason: "" });
            done(t("broadcast.cancel.queued"));
        },
    };
}
