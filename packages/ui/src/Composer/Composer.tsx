import { type ReactNode, type Ref, useId } from "react";
import { Button } from "../Button/Button.tsx";
import { IconButton } from "../Button/IconButton.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";
import { ComposerInput } from "./ComposerInput.tsx";
import { FilePick } from "./FilePick.tsx";

export type ComposerContext =
    /** `quote`: to a message of another room, whose words go along. */
    | { readonly kind: "reply" | "quote"; readonly authorName: string; readonly excerpt: string }
    | { readonly kind: "edit"; readonly excerpt: string };

export interface ComposerSnapshot {
    readonly draft: string;
    readonly context?: ComposerContext | undefined;
    /** Why nothing can be written here, in words; the draft stays readable. */
    readonly disabledReason?: string | undefined;
    /** A passing reason why sending waits, such as "checking who can read"; writing goes on. */
    readonly waitingReason?: string | undefined;
    readonly maySend: boolean;
    /** Present when the draft comes near to what fits into one event or goes beyond. */
    readonly limit?: { readonly usedBytes: number; readonly maxBytes: number } | undefined;
    /** "To 21 people, 39 devices" */
    readonly audienceText?: string | undefined;
}

export interface ComposerActions {
    readonly changeDraft: (draft: string) => void;
    readonly send: () => void;
    readonly attach: (files: readonly File[]) => void;
    readonly cancelContext: () => void;
    /** Arrow up in an empty composer. */
    readonly editLast: () => void;
    /** Ctrl Enter: confirms what is asked above the text and sends. */
    readonly confirm?: (() => void) | undefined;
    /** Text came in by pasting or dropping; it may bring a marking along. */
    readonly broughtText?: ((text: string) => void) | undefined;
}

export interface ComposerWords {
    readonly name: string;
    readonly placeholder: string;
    readonly attach: string;
    readonly send: string;
    readonly save: string;
    readonly sendKey: string;
    readonly replyingTo: (authorName: string) => string;
    readonly editing: string;
    readonly cancelContext: string;
    readonly limitNear: (usedBytes: number, maxBytes: number) => string;
    readonly limitOver: (usedBytes: number, maxBytes: number) => string;
}

export interface ComposerProps {
    readonly composer: ComposerSnapshot;
    readonly actions: ComposerActions;
    readonly words: ComposerWords;
    /** Above the text: the label picker, who will not read, why nothing can be sent. */
    readonly head?: ReactNode;
    readonly inputRef?: Ref<HTMLTextAreaElement> | undefined;
}

/** Where a message is written. Enter sends, Shift+Enter breaks the line, Esc leaves a reply or an edit. */
export function Composer({ composer, actions, words, head, inputRef }: ComposerProps) {
    const noteId = useId();
    const isDisabled = composer.disabledReason !== undefined;
    const isEdit = composer.context?.kind === "edit";
    return (
        <footer className="composer" data-testid="composer-frame">
            <div className={classNames("composer-box", isDisabled && "is-disabled")}>
                {head}
                <ContextBanner composer={composer} actions={actions} words={words} />
                <ComposerInput
                    composer={composer}
                    actions={actions}
                    words={words}
                    describedBy={noteId}
                    inputRef={inputRef}
                />
                <div className="composer-tools">
                    <FilePick isDisabled={isDisabled || isEdit} onPick={actions.attach} name={words.attach} />
                    <ComposerNote id={noteId} composer={composer} words={words} />
                    <Button
                        variant="primary"
                        size="s"
                        icon="send"
                        keyHint={words.sendKey}
                        isDisabled={isDisabled || !composer.maySend}
                        onPress={actions.send}
                        testId="send"
                    >
                        {isEdit ? words.save : words.send}
                    </Button>
                </div>
            </div>
        </footer>
    );
}

function ContextBanner({ composer: { context }, actions, words }: Omit<ComposerProps, "head">) {
    if (context === undefined) return null;
    return (
        <div className="composer-context" data-testid="composer-context" data-kind={context.kind}>
            <Icon name={context.kind === "edit" ? "pen" : context.kind} size="s" />
            <span className="cut grow">
                <b>{context.kind === "edit" ? words.editing : words.replyingTo(context.authorName)}</b>{" "}
                <bdi>{context.excerpt}</bdi>
            </span>
            <IconButton icon="x" name={words.cancelContext} keyHint="Esc" onPress={actions.cancelContext} />
        </div>
    );
}

interface ComposerNoteProps extends Pick<ComposerProps, "composer" | "words"> {
    readonly id: string;
}

/** What the writer must know now, the most pressing only: no writing, too long, waiting, to whom. */
function ComposerNote({ id, composer, words }: ComposerNoteProps) {
    const { limit } = composer;
    const isOver = limit !== undefined && limit.usedBytes > limit.maxBytes;
    const limitWords = isOver ? words.limitOver : words.limitNear;
    const text =
        composer.disabledReason ??
        (limit === undefined ? undefined : limitWords(limit.usedBytes, limit.maxBytes)) ??
        composer.waitingReason ??
        composer.audienceText;
    return (
        <span
            id={id}
            className={classNames("composer-note", isOver ? "is-bad" : limit !== undefined && "is-warn")}
            role="status"
            data-testid="composer-note"
        >
            {text}
        </span>
    );
}
