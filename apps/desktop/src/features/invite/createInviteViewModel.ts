import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { PeopleSearch } from "../people/createPeopleSearch.ts";
import type { TellNotInvited } from "../people/createTellNotInvited.ts";

export interface InviteViewModel extends ReadStore<FormState> {
    readonly people: PeopleSearch;
    invite(): Promise<void>;
    cancel(): void;
}

/** Asks more people into a room that exists, and says whom it could not ask. */
export function createInviteViewModel(
    engine: Engine,
    navigation: Navigation,
    people: PeopleSearch,
    tellNotInvited: TellNotInvited,
): InviteViewModel {
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
            if (!result.ok) return;
            tellNotInvited(result.value.notInvited, people.getState().chosen);
            close();
        },
        cancel: close,
    };
}
