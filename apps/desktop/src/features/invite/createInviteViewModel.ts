import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { PeopleSearch } from "../people/createPeopleSearch.ts";

export interface InviteViewModel extends ReadStore<FormState> {
    readonly people: PeopleSearch;
    invite(): Promise<void>;
    cancel(): void;
}

/** Asks more people into a room that exists. */
export function createInviteViewModel(engine: Engine, navigation: Navigation, people: PeopleSearch): InviteViewModel {
    const form = createForm({});
    const close = () => {
        people.clear();
        form.change({});
        navigation.closeDialog();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        people,
        async invite() {
            const { dialog } = navigation.getState();
            const userIds = [...people.chosenIds()];
            if (dialog?.kind !== "invite" || userIds.length === 0) return;
            const result = await form.run(() => engine.commands.invite({ roomId: dialog.roomId, userIds }));
            if (result.ok) close();
        },
        cancel: close,
    };
}
