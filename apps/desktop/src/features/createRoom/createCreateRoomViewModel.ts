import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { PeopleSearch } from "../people/createPeopleSearch.ts";
import type { TellNotInvited } from "../people/createTellNotInvited.ts";
import type { RoomLabelDraft } from "./planRoomLabel.ts";

export type Admission = "cleared" | "roster";

export interface CreateRoomFields extends RoomLabelDraft {
    readonly name: string;
    readonly topic: string;
    /** Null: as the label suggests, by name where it is classified. */
    readonly admission: Admission | null;
    /** Configured ids of agencies that must not be in the room. */
    readonly leftOut: readonly string[];
}

export interface CreateRoomSnapshot extends CreateRoomFields, FormState {}

/** What the engine is asked for besides a name: who must not read the room. */
export interface RoomRules {
    readonly label: string;
    readonly admission: Admission;
    readonly agencies: readonly string[];
}

export interface CreateRoomViewModel extends ReadStore<CreateRoomSnapshot> {
    readonly people: PeopleSearch;
    change(fields: Partial<CreateRoomFields>): void;
    /** Null: a room without a label. */
    create(rules: RoomRules | null): Promise<void>;
    cancel(): void;
}

const empty: CreateRoomFields = { name: "", topic: "", level: null, values: [], admission: null, leftOut: [] };

/** A new encrypted room and whom to ask into it; opens it when it is made, and says whom it could not ask. */
export function createCreateRoomViewModel(
    engine: Engine,
    navigation: Navigation,
    people: PeopleSearch,
    tellNotInvited: TellNotInvited,
): CreateRoomViewModel {
    const form = createForm<CreateRoomFields>(empty);
    const clear = () => {
        form.change(empty);
        people.clear();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        people,
        change(fields) {
            const { name, topic } = { ...form.getState(), ...fields };
            form.change({ ...fields, name: name.slice(0, 255), topic: topic.slice(0, 1000) });
        },
        async create(rules) {
            const name = form.getState().name.trim();
            if (name === "") return;
            const topic = form.getState().topic.trim() || null;
            const invite = [...people.chosenIds()];
            const asked = rules === null ? {} : { ...rules, agencies: [...rules.agencies] };
            const result = await form.run(() =>
                engine.commands.createRoom({ name, topic, invite, kind: "room", ...asked }),
            );
            if (!result.ok) return;
            tellNotInvited(result.value.notInvited ?? [], people.getState().chosen);
            clear();
            navigation.openRoom(result.value.roomId);
        },
        cancel() {
            clear();
            navigation.closeDialog();
        },
    };
}
