import type { Engine, LogEntrySnapshot, RoomId, Shell, UserId } from "@valise/bridge";
import type { I18n } from "../../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../../stores/createForm.ts";
import type { ReadStore } from "../../../stores/viewModel.ts";
import { documentWords } from "../../exportRoom/createExportRoom.ts";
import type { Navigation } from "../../navigation/createNavigation.ts";
import type { Toasts } from "../../toasts/createToasts.ts";

export const entryKinds = ["decision", "sitrep", "task"] as const;
export type EntryKind = (typeof entryKinds)[number];

interface LogFields {
    /** The room whose log is shown; null: the one that goes on. */
    readonly roomId: RoomId | null;
    readonly kind: EntryKind;
    readonly title: string;
    readonly text: string;
    /** Of a decision: what was decided against. */
    readonly instead: string;
    readonly ownerId: UserId | null;
    /** Minutes from now until a task is due, or the next report; empty: none. */
    readonly minutes: string;
}

export interface LogViewModel extends ReadStore<LogFields & FormState> {
    show(roomId: RoomId): void;
    /** Opens the dialog; what was begun and not written stays. */
    begin(roomId: RoomId, kind: EntryKind): void;
    change(fields: Partial<Omit<LogFields, "roomId">>): void;
    write(roomId: RoomId): Promise<void>;
    done(roomId: RoomId, task: LogEntrySnapshot): Promise<void>;
    /** One signed archive on the disk; what it left out is said. Answers whether it is there. */
    exportArchive(roomId: RoomId, roomName: string, files: boolean): Promise<boolean>;
}

export interface LogParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly toasts: Toasts;
    readonly navigation: Navigation;
    readonly clock: { nowMs(): number };
}

const empty = { title: "", text: "", instead: "", ownerId: null, minutes: "" } as const;

/** Whether there is something to write, and its time is one. */
export function mayWrite({ title, minutes, isBusy }: LogFields & FormState): boolean {
    return title.trim() !== "" && title.trim().length <= 200 && minutesOf(minutes) !== undefined && !isBusy;
}

/** Null: none; undefined: not a number of minutes. */
export function minutesOf(text: string): number | null | undefined {
    if (text.trim() === "") return null;
    const minutes = Number(text);
    return Number.isInteger(minutes) && minutes > 0 && minutes <= 10_080 ? minutes : undefined;
}

/** The log of one room: entries written, tasks done, the record taken out as evidence. */
export function createLogViewModel(parts: LogParts): LogViewModel {
    const { engine, shell, i18n, toasts, navigation, clock } = parts;
    const form = createForm<LogFields>({ roomId: null, kind: "decision", ...empty });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        show: (roomId) => form.change({ roomId }),
        begin(roomId, kind) {
            form.change({ kind });
            navigation.openDialog({ kind: "log-entry", roomId });
        },
        change: form.change,
        async write(roomId) {
            const state = form.getState();
            if (!mayWrite(state)) return;
            const { kind, title, text, instead, ownerId } = state;
            const minutes = kind === "decision" ? null : (minutesOf(state.minutes) ?? null);
            const entry = {
                ...{ roomId, kind, title: title.trim(), text: text.trim() },
                instead: kind === "decision" && instead.trim() !== "" ? instead.trim() : null,
                ownerId: kind === "task" ? ownerId : null,
                dueAtMs: minutes === null ? null : clock.nowMs() + minutes * 60_000,
            };
            const result = await form.run(() => engine.commands.writeLog(entry));
            if (!result.ok) return;
            form.change(empty);
            navigation.closeDialog();
        },
        async done(roomId, { key, title }) {
            const entry = { roomId, kind: "task-done", title: title.slice(0, 200), of: key } as const;
            const result = await engine.commands.writeLog(entry);
            if (!result.ok) toasts.showFailure(result.error);
        },
        async exportArchive(roomId, roomName, files) {
            const translator = i18n.getState();
            const { language, t, formats } = translator;
            if (!(await shell.confirmSensitive({ action: "export", language }))) return false;
            const words = documentWords(roomName, translator);
            const result = await form.run(() => engine.commands.exportArchive({ roomId, words, files }));
            if (!result.ok) return false;
            const { marking, gaps, ...file } = result.value;
            if (!(await shell.saveFile(file))) return false;
            const what = gaps.length === 0 ? t("log.exported.whole") : formats.list(gaps);
            toasts.showText(t("export.done", { text: marking ?? t("export.unlabelled"), what }));
            return true;
        },
    };
}
