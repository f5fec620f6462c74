import type { DutyRoleSnapshot, Engine, UserId } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { Toasts } from "../toasts/createToasts.ts";

interface WatchFields {
    /** Whom the watch is offered to. */
    readonly to: UserId | null;
    /** What the next should know, in words. */
    readonly note: string;
}

export interface WatchViewModel extends ReadStore<WatchFields & FormState> {
    change(fields: Partial<WatchFields>): void;
    /** Asks in a dialog to whom, and with which word. */
    beginHandOver(row: DutyRoleSnapshot): void;
    /** It is theirs when they have signed too. */
    handOver(row: DutyRoleSnapshot): Promise<void>;
    take(row: DutyRoleSnapshot): Promise<void>;
}

export interface WatchParts {
    readonly engine: Engine;
    readonly i18n: I18n;
    readonly toasts: Toasts;
    readonly navigation: Navigation;
}

const empty: WatchFields = { to: null, note: "" };
const dutyRoleOf = ({ agency, role }: DutyRoleSnapshot) => ({ agency, role });

/** The watch, from hand to hand: offered by one, taken by the other. */
export function createWatchViewModel({ engine, i18n, toasts, navigation }: WatchParts): WatchViewModel {
    const form = createForm<WatchFields>(empty);
    const { commands } = engine;
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        change: form.change,
        beginHandOver(row) {
            form.change(empty);
            navigation.openDialog({ kind: "hand-over", dutyKey: row.key });
        },
        async handOver(row) {
            const { to, note } = form.getState();
            if (to === null) return;
            const offer = { dutyRole: dutyRoleOf(row), to, note: note.trim() };
            const result = await form.run(() => commands.handOverWatch(offer));
            if (!result.ok) return;
            navigation.closeDialog();
            toasts.showText(i18n.getState().t("duty.offered"));
        },
        async take(row) {
            await form.run(() => commands.takeWatch({ dutyRole: dutyRoleOf(row) }));
        },
    };
}
