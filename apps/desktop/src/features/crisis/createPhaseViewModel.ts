import type { Result } from "@valise/base";
import type { CrisisRoomSnapshot, Engine, EngineFailure } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import { type CrisisPhase, nextPhases } from "./crisisRooms.ts";

interface PhaseFields {
    readonly phase: CrisisPhase | null;
    readonly note: string;
    /** Of the end: the after-action archive is written first. */
    readonly isArchiving: boolean;
    readonly withFiles: boolean;
}

/** How a crisis is ended; its code comes with its screen. */
export type Close = (wish: Omit<PhaseFields, "phase">) => Promise<Result<void, EngineFailure>>;

export interface PhaseViewModel extends ReadStore<PhaseFields & FormState> {
    begin(crisis: CrisisRoomSnapshot): void;
    change(fields: Partial<PhaseFields>): void;
    /** For everybody in the room, signed. */
    submit(crisis: CrisisRoomSnapshot, close: Close): Promise<void>;
}

/** A crisis ends with its final state in words. */
export const mayDeclare = ({ phase, note, isBusy }: PhaseFields & FormState): boolean =>
    phase !== null && (phase !== "closed" || note.trim() !== "") && !isBusy;

const none: PhaseFields = { phase: null, note: "", isArchiving: true, withFiles: false };

/** The next phase of a crisis, and why. */
export function createPhaseViewModel({
    engine,
    navigation,
}: {
    readonly engine: Engine;
    readonly navigation: Navigation;
}): PhaseViewModel {
    const form = createForm<PhaseFields>(none);
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        begin(crisis) {
            form.change({ ...none, phase: nextPhases[crisis.phase][0] ?? null });
            navigation.openDialog({ kind: "phase", roomId: crisis.roomId });
        },
        change: form.change,
        async submit({ roomId }, close) {
            const state = form.getState();
            const { phase, isArchiving, withFiles } = state;
            if (phase === null || !mayDeclare(state)) return;
            const note = state.note.trim();
            const wish = { roomId, phase, note: note === "" ? null : note };
            const result = await form.run(() =>
                phase === "closed" ? close({ note, isArchiving, withFiles }) : engine.commands.setPhase(wish),
            );
            if (result.ok) navigation.closeDialog();
        },
    };
}
