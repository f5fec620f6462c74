import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { PeopleSearch } from "../people/createPeopleSearch.ts";
import type { TellNotInvited } from "../people/createTellNotInvited.ts";

export interface CreateRoomSnapshot extends FormState {
    readonly name: string;
    readonly topic: string;
}

export interface CreateRoomViewModel extends ReadStore<CreateRoomSnapshot> {
    readonly people: PeopleSearch;
    changeName(name: string): void;
    changeTopic(topic: string): void;
    create(): Promise<void>;
    cancel(): void;
}

/** A new encrypted room and whom to ask into it; opens it when it is made, and says whom it could not ask. */
export function createCreateRoomViewModel(
    engine: Engine,
    navigation: Navigation,
    people: PeopleSearch,
    tellNotInvited: TellNotInvited,
): CreateRoomViewModel {
    const form = createForm({ name: "", topic: "" });
    const clear = () => {
        form.change({ name: "", topic: "" });
        people.clear();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        people,
        changeName: (name) => form.change({ name: name.slice(0, 255) }),
        changeTopic: (topic) => form.change({ topic: topic.slice(0, 1000) }),
        async create() {
            const name = form.getState().name.trim();
            if (name === "") return;
            const topic = form.getState().topic.trim() || null;
            const invite = [...people.chosenIds()];
            const result = await form.run(() => engine.commands.createRoom({ name, topic, invite, kind: "room" }));
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
