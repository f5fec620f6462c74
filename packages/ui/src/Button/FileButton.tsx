import { Button, type ButtonProps } from "./Button.tsx";
import { useFileDialog } from "./useFileDialog.tsx";

export interface FileButtonProps extends Pick<ButtonProps, "children" | "variant" | "size" | "icon" | "isBusy"> {
    /** Endings of names, as `.valise`; the system's dialog shows these first. */
    readonly accept: string;
    readonly onPick: (files: readonly File[]) => void;
    readonly testId?: string | undefined;
}

/** The platform's own file dialog behind a button with words. */
export function FileButton({ accept, onPick, testId, ...button }: FileButtonProps) {
    const { input, open } = useFileDialog({
        onPick,
        accept,
        testId: testId === undefined ? undefined : `${testId}-input`,
    });
    return (
        <>
            <Button {...button} onPress={open} testId={testId} />
            {input}
        </>
    );
}
