import { useEffect, useRef } from "react";
import { Button } from "../Button/Button.tsx";

export interface FolderPickProps {
    readonly text: string;
    readonly isPrimary?: boolean | undefined;
    readonly isBusy?: boolean | undefined;
    /** Every file of the folder, with its path inside it. */
    readonly onPick: (files: readonly { readonly path: string; readonly file: File }[]) => void;
}

/** The platform's own dialog for a folder behind a button. */
export function FolderPick({ text, isPrimary, isBusy, onPick }: FolderPickProps) {
    const ref = useRef<HTMLInputElement>(null);
    // React knows no such attribute.
    useEffect(() => ref.current?.setAttribute("webkitdirectory", ""), []);
    return (
        <>
            <Button
                variant={isPrimary === true ? "primary" : "default"}
                icon="file"
                isBusy={isBusy}
                onPress={() => ref.current?.click()}
                testId="folder-pick"
            >
                {text}
            </Button>
            <input
                ref={ref}
                type="file"
                multiple
                hidden
                data-testid="folder-input"
                onChange={(event) => {
                    const files = [...(event.currentTarget.files ?? [])].map((file) => {
                        // The first part is the folder's own name.
                        const path = file.webkitRelativePath.split("/").slice(1).join("/") || file.name;
                        return { path, file };
                    });
                    event.currentTarget.value = "";
                    if (files.length > 0) onPick(files);
                }}
            />
        </>
    );
}
