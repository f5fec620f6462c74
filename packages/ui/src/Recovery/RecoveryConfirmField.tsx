import { TextField } from "../Field/TextField.tsx";

export interface RecoveryConfirmFieldProps {
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** Whether what stands there is the group asked for; undefined while it is shorter. */
    readonly isMatch: boolean | undefined;
    readonly words: {
        readonly label: string;
        readonly hint: string;
        readonly match: string;
        readonly mismatch: string;
    };
}

/** Asks for one group of the code just shown, to be sure that it was written down. */
export function RecoveryConfirmField({ value, onChange, isMatch, words }: RecoveryConfirmFieldProps) {
    return (
        <div className="code-confirm">
            <TextField
                label={words.label}
                value={value}
                onChange={(next) => onChange(next.toUpperCase())}
                hint={words.hint}
                error={isMatch === false ? words.mismatch : undefined}
                success={isMatch === true ? words.match : undefined}
                isMono
                isVerbatim
                testId="recovery-confirm"
            />
        </div>
    );
}
