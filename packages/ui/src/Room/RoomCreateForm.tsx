import { type ReactNode, useId } from "react";
import { Button } from "../Button/Button.tsx";
import { TextField } from "../Field/TextField.tsx";
import { type InviteeSnapshot, InvitePicker, type InvitePickerWords } from "./InvitePicker.tsx";

export interface RoomCreateSnapshot {
    readonly name: string;
    readonly nameError?: string | undefined;
    readonly topic: string;
    readonly query: string;
    readonly isSearching: boolean;
    /** People found for the query who are not chosen yet. */
    readonly found: readonly InviteeSnapshot[];
    readonly chosen: readonly InviteeSnapshot[];
    readonly mayCreate: boolean;
    readonly isCreating: boolean;
}

export interface RoomCreateActions {
    readonly changeName: (name: string) => void;
    readonly changeTopic: (topic: string) => void;
    readonly search: (query: string) => void;
    readonly choose: (userId: string) => void;
    readonly unchoose: (userId: string) => void;
    readonly create: () => void;
    readonly cancel: () => void;
}

export interface RoomCreateWords extends InvitePickerWords {
    readonly name: string;
    readonly nameHint: string;
    readonly topic: string;
    readonly create: string;
    readonly cancel: string;
    /** Name of the Enter key. */
    readonly enterKey: string;
}

export interface RoomCreateFormProps {
    readonly form: RoomCreateSnapshot;
    readonly actions: RoomCreateActions;
    readonly words: RoomCreateWords;
    /** Who must not read it: label, admission, agencies. */
    readonly marking?: ReactNode;
    /** What the room will be: "Encrypted. The server sees who is in it, never its name." */
    readonly notice?: ReactNode;
    /** Beside the form: who will and will not read, before it is made. */
    readonly audience?: ReactNode;
}

/** A new room and who is asked into it, across agencies. The content of a `Dialog`. */
export function RoomCreateForm(props: RoomCreateFormProps) {
    if (props.audience === undefined) return <Fields {...props} />;
    return (
        <div className="beside">
            <Fields {...props} />
            <aside className="beside-panel">{props.audience}</aside>
        </div>
    );
}

function Fields({ form, actions, words, marking, notice }: RoomCreateFormProps) {
    const formId = useId();
    return (
        <form
            id={formId}
            className="stack"
            data-testid="create-room"
            onSubmit={(event) => {
                event.preventDefault();
                if (form.mayCreate && !form.isCreating) actions.create();
            }}
        >
            <TextField
                label={words.name}
                hint={words.nameHint}
                value={form.name}
                error={form.nameError}
                onChange={actions.changeName}
                isRequired
                autoFocus
                testId="create-room-name"
            />
            <TextField
                label={words.topic}
                value={form.topic}
                onChange={actions.changeTopic}
                testId="create-room-topic"
            />
            {marking}
            <InvitePicker
                query={form.query}
                isSearching={form.isSearching}
                found={form.found}
                chosen={form.chosen}
                onSearch={actions.search}
                onChoose={actions.choose}
                onUnchoose={actions.unchoose}
                words={words}
            />
            {notice}
            <div className="actions">
                <Button
                    type="submit"
                    variant="primary"
                    keyHint={words.enterKey}
                    isBusy={form.isCreating}
                    isDisabled={!form.mayCreate}
                    testId="create-room-submit"
                >
                    {words.create}
                </Button>
                <Button variant="quiet" onPress={actions.cancel}>
                    {words.cancel}
                </Button>
            </div>
        </form>
    );
}
