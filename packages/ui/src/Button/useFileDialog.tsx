import { type ReactNode, useRef } from "react";

export interface FileDialogOptions {
    readonly onPick: (files: readonly File[]) => void;
    /** Endings of names, as `.valise`; the system's dialog shows these first. */
    readonly accept?: string | undefined;
    /** A whole folder instead of files. */
    readonly isFolder?: boolean | undefined;
    readonly testId?: string | undefined;
}

/** The platform's own file dialog for whatever button: `input` stands beside it, `open` is what pressing does. */
export function useFileDialog(options: FileDialogOptions): { readonly input: ReactNode; readonly open: () => void } {
    const { onPick, accept, isFolder = false, testId } = options;
    const ref = useRef<HTMLInputElement>(null);
    const input = (
        <input
            ref={(element) => {
                ref.current = element;
                // React knows no such attribute.
                if (isFolder) element?.setAttribute("webkitdirectory", "");
            }}
            type="file"
            multiple
            hidden
            accept={accept}
            data-testid={testId}
            onChange={(event) => {
                const files = [...(event.currentTarget.files ?? [])];
                // Else picking the same file again would change nothing.
                event.currentTarget.value = "";
                if (files.length > 0) onPick(files);
            }}
        />
    );
    return { input, open: () => ref.current?.click() };
}
