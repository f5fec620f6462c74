import { IconButton } from "../Button/IconButton.tsx";
import { useFileDialog } from "../Button/useFileDialog.tsx";

export interface FilePickProps {
    readonly name: string;
    readonly isDisabled?: boolean | undefined;
    readonly onPick: (files: readonly File[]) => void;
}

/** The platform's own file dialog behind a button. */
export function FilePick({ name, isDisabled, onPick }: FilePickProps) {
    const { input, open } = useFileDialog({ onPick, testId: "attach-input" });
    return (
        <>
            <IconButton icon="clip" name={name} isDisabled={isDisabled} onPress={open} testId="attach" />
            {input}
        </>
    );
}
