import { TextField } from "../Field/TextField.tsx";

/** The verdict of the engine's check on what stands in the field. */
export type RecoveryInputCheck =
    | { readonly kind: "incomplete"; readonly typedCount: number }
    | { readonly kind: "wrong-character"; readonly character: string }
    | { readonly kind: "check-failed" }
    | { readonly kind: "refused" }
    | { readonly kind: "good" };

export interface RecoveryCodeFieldProps {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly check: RecoveryInputCheck;
    readonly isDisabled?: boolean | undefined;
    readonly autoFocus?: boolean | undefined;
    readonly words: {
        readonly label: string;
        readonly hint: string;
        readonly placeholder: string;
        readonly good: string;
        readonly typedOf: (typedCount: number) => string;
        readonly wrongCharacter: (character: string) => string;
        readonly checkFailed: string;
        readonly refused: string;
    };
}

/** Groups what is typed by fours without moving the caret of someone who edits in the middle. */
export function groupRecoveryInput(previous: string, next: string): string {
    const isAppended = next.length > previous.length && next.startsWith(previous);
    if (!isAppended && previous !== "") return next.toUpperCase();
    const plain = next.toUpperCase().replaceAll(/[\s-]+/g, "");
    return plain.replaceAll(/(.{4})(?=.)/gu, "$1 ");
}

/** Takes the recovery code on a new device and says while it is typed whether it can be right. */
export function RecoveryCodeField({ value, onChange, check, words, ...rest }: RecoveryCodeFieldProps) {
    return (
        <TextField
            {...rest}
            label={words.label}
            value={value}
            onChange={(next) => onChange(groupRecoveryInput(value, next))}
            placeholder={words.placeholder}
            isMono
            isVerbatim
            hint={check.kind === "incomplete" && check.typedCount > 0 ? words.typedOf(check.typedCount) : words.hint}
            error={describeError(check, words)}
            success={check.kind === "good" ? words.good : undefined}
            testId="recovery-input"
        />
    );
}

function describeError(check: RecoveryInputCheck, words: RecoveryCodeFieldProps["words"]): string | undefined {
    switch (check.kind) {
        case "wrong-character":
            return words.wrongCharacter(check.character);
        case "check-failed":
            return words.checkFailed;
        case "refused":
            return words.refused;
        case "incomplete":
        case "good":
            return undefined;
    }
}
