import { Button } from "../Button/Button.tsx";
import { InlineNotice } from "../Notice/Notice.tsx";

export interface VerificationEmoji {
    readonly symbol: string;
    /** The name of the symbol in the language of the interface, as the Matrix specification translates it. */
    readonly name: string;
}

export type VerificationSnapshot =
    /** The other side asks. */
    | { readonly kind: "asked"; readonly otherName: string }
    /** We asked, or wait for the other side's next step. */
    | { readonly kind: "waiting"; readonly otherName: string }
    | { readonly kind: "compare"; readonly otherName: string; readonly emoji: readonly VerificationEmoji[] }
    | { readonly kind: "confirming"; readonly otherName: string; readonly emoji: readonly VerificationEmoji[] }
    | { readonly kind: "done"; readonly otherName: string }
    | { readonly kind: "cancelled"; readonly code: string };

export interface VerificationActions {
    readonly accept: () => void;
    readonly match: () => void;
    readonly mismatch: () => void;
    readonly cancel: () => void;
    readonly close: () => void;
}

export interface VerificationWords {
    readonly asked: (otherName: string) => string;
    readonly waiting: (otherName: string) => string;
    readonly compare: (otherName: string) => string;
    readonly compareHow: string;
    readonly emojiName: string;
    readonly confirming: string;
    readonly done: (otherName: string) => string;
    readonly cancelled: (code: string) => string;
    readonly accept: string;
    readonly match: string;
    readonly mismatch: string;
    readonly cancel: string;
    readonly close: string;
}

export interface EmojiVerificationProps {
    readonly verification: VerificationSnapshot;
    readonly actions: VerificationActions;
    readonly words: VerificationWords;
}

/** Comparing seven symbols on two devices, step by step. "They do not match" is as easy to reach as "they match". */
export function EmojiVerification({ verification, actions, words }: EmojiVerificationProps) {
    return (
        <div className="verification" data-testid="verification" data-state={verification.kind}>
            <Step verification={verification} words={words} />
            <div className="actions">
                <StepActions verification={verification} actions={actions} words={words} />
            </div>
        </div>
    );
}

function Step({ verification, words }: Omit<EmojiVerificationProps, "actions">) {
    switch (verification.kind) {
        case "asked":
            return <p>{words.asked(verification.otherName)}</p>;
        case "waiting":
            return <p role="status">{words.waiting(verification.otherName)}</p>;
        case "compare":
        case "confirming":
            return (
                <>
                    <p>
                        <b>{words.compare(verification.otherName)}</b>
                    </p>
                    <p className="ink2">{words.compareHow}</p>
                    <ol className="emoji" aria-label={words.emojiName}>
                        {verification.emoji.map((emoji, index) => (
                            // biome-ignore lint/suspicious/noArrayIndexKey: a symbol can come twice; its place counts
                            <li key={index} data-testid="verification-emoji">
                                <span aria-hidden="true">{emoji.symbol}</span>
                                <b>{emoji.name}</b>
                            </li>
                        ))}
                    </ol>
                    {verification.kind === "confirming" && <p role="status">{words.confirming}</p>}
                </>
            );
        case "done":
            return (
                <InlineNotice tone="ok" role="status">
                    {words.done(verification.otherName)}
                </InlineNotice>
            );
        case "cancelled":
            return (
                <InlineNotice tone="bad" role="alert" code={verification.code}>
                    {words.cancelled(verification.code)}
                </InlineNotice>
            );
    }
}

function StepActions({ verification, actions, words }: EmojiVerificationProps) {
    switch (verification.kind) {
        case "asked":
            return (
                <>
                    <Button variant="primary" onPress={actions.accept} testId="verification-accept">
                        {words.accept}
                    </Button>
                    <Button onPress={actions.cancel}>{words.cancel}</Button>
                </>
            );
        case "waiting":
            return <Button onPress={actions.cancel}>{words.cancel}</Button>;
        case "compare":
        case "confirming": {
            const isBusy = verification.kind === "confirming";
            return (
                <>
                    <Button variant="primary" isBusy={isBusy} onPress={actions.match} testId="verification-match">
                        {words.match}
                    </Button>
                    <Button
                        variant="danger"
                        isDisabled={isBusy}
                        onPress={actions.mismatch}
                        testId="verification-mismatch"
                    >
                        {words.mismatch}
                    </Button>
                </>
            );
        }
        case "done":
        case "cancelled":
            return (
                <Button variant="primary" onPress={actions.close}>
                    {words.close}
                </Button>
            );
    }
}
