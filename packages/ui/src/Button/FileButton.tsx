import { useRef } from "react";
import { Button, type ButtonProps } from "./Button.tsx";

export interface FileButtonProps extends Pick<ButtonProps, "children" | "variant" | "size" | "icon" | "isBusy"> {
    /** Endings of names, as `.valise`; the system's dialog shows these first. */
    readonly accept: string;
    readonly onPick: (files: readonly File[]) => void;
    readonly testId?: string | undefined;
}

/** The platform's own file dialog behind a button with words. */
export function FileButton({ accept, onPick, testId, ...button }: FileButtonProps) {
    const ref = useRef<HTMLInputElement>(null);
    return (
        <>
            <Button {...button} onPress={() => ref.current?.click()} testId={testId} />
            <input
                ref={ref}
                type="file"
                multiple
                hidden
                accept={accept}
                data-testid={testId === undefined ? undefined : `${testId}-input`}
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
