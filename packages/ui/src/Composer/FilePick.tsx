import { useRef } from "react";
import { IconButton } from "../Button/IconButton.tsx";

export interface FilePickProps {
    readonly name: string;
    readonly isDisabled?: boolean | undefined;
    readonly onPick: (files: readonly File[]) => void;
}

/** The platform's own file dialog behind a button. */
export function FilePick({ name, isDisabled, onPick }: FilePickProps) {
    const ref = useRef<HTMLInputElement>(null);
    return (
        <>
            <IconButton
                icon="clip"
                name={name}
                isDisabled={isDisabled}
                onPress={() => ref.current?.click()}
                testId="attach"
            />
            <input
                ref={ref}
                type="file"
                multiple
                hidden
                data-testid="attach-input"
                onChange={(event) => {
                    const files = [...(event.currentTarget.files ?? [])];
                    // Else picking the same file again would change nothing.
                    event.currentTarget.value = "";
                    if (files.length > 0) onPick(files);
                }}
            />
        </>
    );
}
