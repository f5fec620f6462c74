import type { Ref } from "react";
import { Icon } from "../Icon/Icon.tsx";

export interface SearchBoxProps {
    readonly name: string;
    readonly placeholder?: string | undefined;
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** The field has the focus when it appears: for a dialog that exists to be typed into. */
    readonly isFocused?: boolean | undefined;
    readonly ref?: Ref<HTMLInputElement> | undefined;
}

/** A search field that says what it is by its drawing and its accessible name. */
export function SearchBox({ name, placeholder, value, onChange, isFocused, ref }: SearchBoxProps) {
    return (
        <div className="input">
            <Icon name="search" />
            <input
                ref={ref}
                type="search"
                aria-label={name}
                placeholder={placeholder}
                value={value}
                onChange={(event) => onChange(event.currentTarget.value)}
                // biome-ignore lint/a11y/noAutofocus: only where the dialog exists to be typed into
                autoFocus={isFocused}
                autoComplete="off"
                spellCheck={false}
            />
        </div>
    );
}
