import type { CrisisRoomSnapshot, Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import { type CrisisPhase, nextPhases } from "./crisisRooms.ts";

interface PhaseFields {
    readonly phase: CrisisPhase | null;
    readonly note: string;
}

export interface PhaseViewModel extends ReadStore<PhaseFields & FormState> {
    begin(crisis: CrisisRoomSnapshot): void;
    change(fields: Partial<PhaseFields>): void;
    /** For everybody in the room, signed. */
    submit(crisis: CrisisRoomSnapshot): Promise<void>;
}

/** The next phase of a crisis, and why. */
export function createPhaseViewModel({
    engine,
    navigation,
}: {
    readonly engine: Engine;
    readonly navigation: Navigation;
}): PhaseViewModel {
    const form = createForm<PhaseFields>({ phase: null, note: "" });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        begin(crisis) {
            form.change({ phase: nextPhases[crisis.phase][0] ?? null, note: "" });
            navigation.openDialog({ kind: "phase", roomId: crisis.roomId });
        },
        change: form.change,
        async submit({ roomId }) {
            const { phase, note } = form.getState();
            if (phase === null) return;
            const wish = { roomId, phase, note: note.trim() === "" ? null : note.trim() };
            const result = await form.run(() => engine.commands.setPhase(wish));
            if (result.ok) navigation.closeDialog();
        },
    };
}
