import { IconButton } from "../Button/IconButton.tsx";
import { SelectField } from "../Field/SelectField.tsx";

export interface CategoryOption {
    readonly id: string;
    readonly text: string;
}

export interface CategoryPickerProps {
    /** The set as the policy calls it: `REL TO`. */
    readonly title: string;
    readonly options: readonly CategoryOption[];
    readonly chosenIds: readonly string[];
    readonly onChange: (chosenIds: readonly string[]) => void;
    readonly words: { readonly add: string; readonly remove: (text: string) => string };
}

/** Values of one set of categories: the chosen ones as chips, the others in the platform's own list. */
export function CategoryPicker({ title, options, chosenIds, onChange, words }: CategoryPickerProps) {
    const chosen = options.filter((option) => chosenIds.includes(option.id));
    const rest = options.filter((option) => !chosenIds.includes(option.id));
    return (
        <div className="row wrap" data-testid="category-picker">
            <SelectField
                label={title}
                value=""
                options={[
                    { value: "", text: words.add },
                    ...rest.map((option) => ({ value: option.id, text: option.text })),
                ]}
                onChange={(id) => id !== "" && onChange([...chosenIds, id])}
                isDisabled={rest.length === 0}
            />
            {chosen.length > 0 && (
                <ul className="chosen" aria-label={title}>
                    {chosen.map((option) => (
                        <li key={option.id} className="chip" data-testid="category-chosen">
                            {option.text}
                            <IconButton
                                icon="x"
                                name={words.remove(option.text)}
                                onPress={() => onChange(chosenIds.filter((id) => id !== option.id))}
                            />
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
