import { AgencyTag, Avatar, type PersonSnapshot } from "../Avatar/Avatar.tsx";
import { Button } from "../Button/Button.tsx";
import { IconButton } from "../Button/IconButton.tsx";
import { TextField } from "../Field/TextField.tsx";

export interface InviteeSnapshot {
    readonly person: PersonSnapshot;
    /** Why this person cannot be asked; they stay visible with the cause. */
    readonly refusedText?: string | undefined;
    /** Of someone chosen: whether they will read, in a few words; `tone` repeats it. */
    readonly outlook?: { readonly tone: "ok" | "warn" | "bad"; readonly text: string } | undefined;
}

export interface InvitePickerWords {
    readonly people: string;
    readonly peopleHint: string;
    readonly searching: string;
    readonly nobody: string;
    readonly found: string;
    readonly chosen: string;
    readonly add: string;
    readonly addPerson: (displayName: string) => string;
    readonly removePerson: (displayName: string) => string;
}

export interface InvitePickerProps {
    readonly query: string;
    readonly isSearching: boolean;
    readonly found: readonly InviteeSnapshot[];
    readonly chosen: readonly InviteeSnapshot[];
    readonly onSearch: (query: string) => void;
    readonly onChoose: (userId: string) => void;
    readonly onUnchoose: (userId: string) => void;
    readonly words: InvitePickerWords;
}

/** Finds people by name or Matrix address and collects those who are to be asked in. */
export function InvitePicker(props: InvitePickerProps) {
    const { words } = props;
    const hasQuery = props.query.trim() !== "";
    return (
        <div className="stack-tight">
            <TextField
                label={words.people}
                hint={words.peopleHint}
                value={props.query}
                onChange={props.onSearch}
                type="search"
                isVerbatim
                testId="invite-query"
            />
            <div role="status" className="small muted">
                {props.isSearching && words.searching}
                {!props.isSearching && hasQuery && props.found.length === 0 && words.nobody}
            </div>
            {props.found.length > 0 && (
                <ul className="invitees" aria-label={words.found}>
                    {props.found.map((invitee) => (
                        <Found key={invitee.person.userId} invitee={invitee} {...props} />
                    ))}
                </ul>
            )}
            {props.chosen.length > 0 && (
                <ul className="chosen" aria-label={words.chosen}>
                    {props.chosen.map(({ person, outlook }) => (
                        <li key={person.userId} className="chip" data-testid="invitee-chosen">
                            <bdi>{person.displayName}</bdi>
                            {person.agency !== undefined && <AgencyTag agency={person.agency} />}
                            {outlook !== undefined && (
                                <span className={`state is-${outlook.tone}`} data-testid="invitee-outlook">
                                    {outlook.text}
                                </span>
                            )}
                            <IconButton
                                icon="x"
                                name={words.removePerson(person.displayName)}
                                onPress={() => props.onUnchoose(person.userId)}
                            />
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}

function Found({ invitee, onChoose, words }: InvitePickerProps & { readonly invitee: InviteeSnapshot }) {
    const { person, refusedText } = invitee;
    return (
        <li className="invitee" data-testid="invitee-found" data-user-id={person.userId}>
            <Avatar initials={person.initials} tone={person.agency?.tone} size="s" />
            <span className="grow">
                <b className="foreign" dir="auto">
                    {person.displayName}
                </b>{" "}
                {person.agency !== undefined && <AgencyTag agency={person.agency} />}
                <span className="small muted invitee-detail">{refusedText ?? person.userId}</span>
            </span>
            <Button
                size="s"
                icon="plus"
                accessibleName={words.addPerson(person.displayName)}
                isDisabled={refusedText !== undefined}
                onPress={() => onChoose(person.userId)}
            >
                {words.add}
            </Button>
        </li>
    );
}
