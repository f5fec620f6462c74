import type { CrisisSnapshot, Engine, EngineFailure, EngineOutput, RoomsSnapshot, UserId } from "@valise/bridge";
import type { I18n } from "../../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../../stores/createForm.ts";
import type { ReadStore } from "../../../stores/viewModel.ts";
import type { Navigation } from "../../navigation/createNavigation.ts";
import type { Toasts } from "../../toasts/createToasts.ts";
import { currentCrisis } from "../crisisRooms.ts";
import { pickText } from "../pickText.ts";

export type DryRun = EngineOutput<"dryRunOpening">;
export type DutyRole = { readonly agency: string; readonly role: string };
type Deputy = DutyRole & { readonly userId: UserId };

interface OpeningFields {
    readonly template: string | null;
    /** Encrypted; servers do not see it. */
    readonly name: string;
    /** The crisis it belongs to; null: it begins one. */
    readonly crisisId: string | null;
    /** Of a new crisis: URN of the agency that leads it, null as the plan says; and how it begins. */
    readonly lead: string | null;
    readonly phase: "alert" | "response";
    readonly exercise: boolean;
    readonly exerciseName: string;
    readonly without: readonly DutyRole[];
    /** Called in the place of whoever has the watch. */
    readonly deputies: readonly Deputy[];
    /** Of what stands there now; null while it is being worked out. */
    readonly dryRun: DryRun | null;
    readonly dryRunFailure: EngineFailure | null;
}

export interface OpeningViewModel extends ReadStore<OpeningFields & FormState> {
    begin(): void;
    choose(template: string): void;
    change(
        fields: Partial<Pick<OpeningFields, "name" | "crisisId" | "lead" | "phase" | "exercise" | "exerciseName">>,
    ): void;
    include(role: DutyRole, isIncluded: boolean): void;
    /** Null: whoever has the watch is called again. */
    callDeputy(role: DutyRole, userId: UserId | null): void;
    /** Opens what was tried dry, and goes there as soon as it is there; resolves when its people have come, or do not come. */
    open(): Promise<void>;
}

export interface OpeningParts {
    readonly engine: Engine;
    readonly i18n: I18n;
    readonly toasts: Toasts;
    readonly navigation: Navigation;
    readonly crisis: ReadStore<CrisisSnapshot | null>;
    readonly rooms: ReadStore<RoomsSnapshot | null>;
}

const empty: OpeningFields = {
    ...{ template: null, name: "", crisisId: null, exercise: false, exerciseName: "", without: [], deputies: [] },
    ...{ lead: null, phase: "response" },
    ...{ dryRun: null, dryRunFailure: null },
};

export const isSameRole = (a: DutyRole, b: DutyRole): boolean => a.agency === b.agency && a.role === b.role;

/** All that an opening needs is there, and its dry run was shown. */
export function mayOpen(form: OpeningFields & FormState): boolean {
    const isNamed = form.name.trim() !== "" && (!form.exercise || form.exerciseName.trim() !== "");
    return form.template !== null && form.dryRun !== null && isNamed && !form.isBusy;
}

/** An emergency room before it is opened: plan, name, who is left out; tried dry with each change of whom it calls. */
export function createOpeningViewModel(parts: OpeningParts): OpeningViewModel {
    const { engine, i18n, toasts, navigation, crisis, rooms } = parts;
    const form = createForm<OpeningFields>(empty);
    let asked = 0;
    const nameOf = (template: string) => {
        const plan = crisis.getState()?.templates.find((each) => each.template === template);
        return pickText(plan?.names ?? [], i18n.getState().language)?.text ?? template;
    };
    const tryDry = async () => {
        const { template, without, deputies } = form.getState();
        asked += 1;
        const number = asked;
        form.change({ dryRun: null, dryRunFailure: null });
        if (template === null) return;
        const result = await engine.commands.dryRunOpening({
            template,
            without: [...without],
            deputies: [...deputies],
        });
        if (number !== asked) return;
        form.keep(result.ok ? { dryRun: result.value } : { dryRunFailure: result.error });
    };
    const choose = (template: string) => {
        const { name, template: before } = form.getState();
        const isOwnName = before !== null && name !== "" && name !== nameOf(before);
        form.change({ template, without: [], deputies: [], lead: null, ...(!isOwnName && { name: nameOf(template) }) });
        void tryDry();
    };
    const emergencies = () => (rooms.getState()?.rows ?? []).filter(({ kind }) => kind === "emergency");
    /** Whoever opens a room reads and writes in it while the others come. Answers whether it was gone to, and ends. */
    const goWhenThere = (name: string): (() => boolean) => {
        const before = new Set(emergencies().map(({ roomId }) => roomId));
        let isThere = false;
        const stop = rooms.subscribe(() => {
            const made = emergencies().find((row) => row.name === name && !before.has(row.roomId));
            if (isThere || made === undefined) return;
            isThere = true;
            navigation.openRoom(made.roomId);
        });
        return () => {
            stop();
            return isThere;
        };
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        choose,
        begin() {
            const snapshot = crisis.getState();
            const current = currentCrisis(snapshot?.crises ?? []);
            form.change({ ...empty, crisisId: current?.crisisId ?? null, exercise: current?.exercise ?? false });
            const [first] = snapshot?.templates ?? [];
            if (first !== undefined) choose(first.template);
        },
        change: form.change,
        include({ agency, role }, isIncluded) {
            const one = { agency, role };
            const others = form.getState().without.filter((each) => !isSameRole(each, one));
            form.change({ without: isIncluded ? others : [...others, one] });
            void tryDry();
        },
        callDeputy({ agency, role }, userId) {
            const one = { agency, role };
            const others = form.getState().deputies.filter((each) => !isSameRole(each, one));
            form.change({ deputies: userId === null ? others : [...others, { ...one, userId }] });
            void tryDry();
        },
        async open() {
            const state = form.getState();
            const { template, name, crisisId, lead, phase, exercise, exerciseName } = state;
            const roster = { without: [...state.without], deputies: [...state.deputies] };
            if (template === null || !mayOpen({ ...state, exerciseName: crisisId === null ? exerciseName : "-" }))
                return;
            const { t, language } = i18n.getState();
            const named = exercise && crisisId === null ? exerciseName.trim() : null;
            const begun = { lead: crisisId === null ? lead : null, phase, exercise, exerciseName: named };
            const wish = { template, name: name.trim(), crisisId, ...begun, language };
            const endWaiting = goWhenThere(wish.name);
            const result = await form.run(() => engine.commands.openEmergencyRoom({ ...wish, ...roster }));
            const isThere = endWaiting();
            if (!result.ok) return;
            const { roomId, reads, waits, refused } = result.value;
            if (!isThere) navigation.openRoom(roomId);
            // Whoever is all there is named in the room's head.
            if (waits.length + refused.length === 0) return;
            const counts = {
                reads: String(reads.length),
                waits: String(waits.length),
                refused: String(refused.length),
            };
            toasts.showText(t("opening.opened", counts));
        },
    };
}
