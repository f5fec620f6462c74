import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

/** Roles a person may ask for, by their names in the profile. */
export const askedRoles = ["CHARTER", "BROADCAST", "CRISIS"] as const;
export type AskedRole = (typeof askedRoles)[number];

export interface ClearanceFormSnapshot extends FormState {
    readonly want: string;
    readonly roles: readonly AskedRole[];
    readonly note: string;
    readonly text: string;
    /** Which of the two forms the last refusal belongs to. */
    readonly at: "ask" | "install" | null;
    readonly isInstalled: boolean;
}

export interface ClearanceViewModel extends ReadStore<ClearanceFormSnapshot> {
    change(values: Partial<Pick<ClearanceFormSnapshot, "want" | "note" | "text">>): void;
    toggleRole(role: AskedRole, isOn: boolean): void;
    ask(): Promise<void>;
    install(): Promise<void>;
    /** A clearance handed over as a file: its text goes into the field, to be checked like any other. */
    takeFile(file: File): Promise<void>;
}

/** As much as a clearance can be (profile, step 1). */
const maxText = 49_152;
const empty = { want: "", roles: [], note: "", text: "", at: null, isInstalled: false } as const;

/** Asking the officers for a clearance, and installing one that was handed over. */
export function createClearanceViewModel(engine: Engine): ClearanceViewModel {
    const form = createForm<Omit<ClearanceFormSnapshot, keyof FormState>>(empty);
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        change: (values) => form.change({ ...values, isInstalled: false }),
        toggleRole(role, isOn) {
            const others = form.getState().roles.filter((held) => held !== role);
            form.change({ roles: isOn ? [...others, role] : others });
        },
        async ask() {
            const { want, roles, note } = form.getState();
            if (want === "") return;
            form.keep({ at: "ask" });
            const input = { want, roles: [...roles], note: note.trim().slice(0, 500) };
            const result = await form.run(() => engine.commands.requestClearance(input));
            if (result.ok) form.change(empty);
        },
        async install() {
            const text = form.getState().text.trim();
            if (text === "") return;
            form.keep({ at: "install" });
            const result = await form.run(() => engine.commands.installClearance({ text: text.slice(0, maxText) }));
            if (result.ok) form.change({ ...empty, isInstalled: true });
        },
        takeFile: async (file) =>
            form.change({ text: (await file.slice(0, maxText + 1).text()).trim(), isInstalled: false }),
    };
}
