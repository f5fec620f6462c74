import type { ClipboardEvent, DragEvent, KeyboardEvent, Ref } from "react";
import type { ComposerActions, ComposerSnapshot, ComposerWords } from "./Composer.tsx";

export interface ComposerInputProps {
    readonly composer: ComposerSnapshot;
    readonly actions: ComposerActions;
    readonly words: ComposerWords;
    readonly describedBy: string;
    readonly inputRef?: Ref<HTMLTextAreaElement> | undefined;
}

/** A native text area, so that undo, spelling, input methods and dictation work as everywhere on the machine. */
export function ComposerInput({ composer, actions, words, describedBy, inputRef }: ComposerInputProps) {
    const isDisabled = composer.disabledReason !== undefined;
    const onPaste = (event: ClipboardEvent) => {
        const files = [...event.clipboardData.files];
        if (!isDisabled && files.length === 0) actions.broughtText?.(event.clipboardData.getData("text/plain"));
        if (files.length === 0 || isDisabled) return;
        event.preventDefault();
        actions.attach(files);
    };
    const onDrop = (event: DragEvent) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
        const files = droppedFiles(event.dataTransfer.items);
        if (files.length > 0 && !isDisabled) actions.attach(files);
        if (files.length === 0 && !isDisabled) actions.broughtText?.(event.dataTransfer.getData("text/plain"));
    };
    return (
        <textarea
            ref={inputRef}
            className="composer-text"
            rows={1}
            dir="auto"
            value={composer.draft}
            onChange={(event) => actions.changeDraft(event.currentTarget.value)}
            onKeyDown={(event) => pressComposerKey(event, composer, actions)}
            onPaste={onPaste}
            onDrop={onDrop}
            placeholder={words.placeholder}
            aria-label={words.name}
            aria-describedby={describedBy}
            readOnly={isDisabled}
            aria-disabled={isDisabled || undefined}
            enterKeyHint="send"
            data-testid="composer"
        />
    );
}

/** Files only: a folder would arrive as an empty file that cannot be read. */
function droppedFiles(items: DataTransferItemList): readonly File[] {
    return [...items]
        .filter((item) => item.kind === "file" && item.webkitGetAsEntry()?.isDirectory !== true)
        .map((item) => item.getAsFile())
        .filter((file) => file !== null);
}

function pressComposerKey(event: KeyboardEvent, composer: ComposerSnapshot, actions: ComposerActions): void {
    // An input method uses Enter and Esc to accept or leave its own suggestion.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && actions.confirm !== undefined) {
        event.preventDefault();
        actions.confirm();
        return;
    }
    const hasModifier = event.shiftKey || event.altKey || event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !hasModifier) {
        event.preventDefault();
        if (composer.maySend && composer.disabledReason === undefined) actions.send();
    } else if (event.key === "Escape" && composer.context !== undefined) {
        event.preventDefault();
        actions.cancelContext();
    } else if (event.key === "ArrowUp" && !hasModifier && composer.draft === "") {
        event.preventDefault();
        actions.editLast();
    }
}
