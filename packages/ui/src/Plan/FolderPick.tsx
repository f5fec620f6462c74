import { Button } from "../Button/Button.tsx";
import { useFileDialog } from "../Button/useFileDialog.tsx";

export interface FolderPickProps {
    readonly text: string;
    readonly isPrimary?: boolean | undefined;
    readonly isBusy?: boolean | undefined;
    /** Every file of the folder, with its path inside it. */
    readonly onPick: (files: readonly { readonly path: string; readonly file: File }[]) => void;
}

/** The platform's own dialog for a folder behind a button. */
export function FolderPick({ text, isPrimary, isBusy, onPick }: FolderPickProps) {
    const { input, open } = useFileDialog({
        isFolder: true,
        testId: "folder-input",
        onPick: (files) =>
            onPick(
                files.map((file) => {
                    // The first part is the folder's own name.
                    const path = file.webkitRelativePath.split("/").slice(1).join("/") || file.name;
                    return { path, file };
                }),
            ),
    });
    return (
        <>
            <Button
                variant={isPrimary === true ? "primary" : "default"}
                icon="file"
                isBusy={isBusy}
                onPress={open}
                testId="folder-pick"
            >
                {text}
            </Button>
            {input}
        </>
    );
}
