import { classNames } from "../classNames.ts";

export type PrecedenceName = "ROUTINE" | "PRIORITY" | "IMMEDIATE" | "FLASH";

/** Precedence in black and white only: colour means something else. The words are NATO's in every language. */
export function PrecedenceMark({ precedence }: { readonly precedence: PrecedenceName }) {
    return (
        <span
            className={classNames("precedence", `precedence-${precedence.toLowerCase()}`)}
            data-testid="precedence"
            translate="no"
        >
            {precedence}
        </span>
    );
}

/** The word that this is an exercise or a test, on a card of its own, between two hatched fields. */
export function ExerciseMark({ text }: { readonly text: string }) {
    return (
        <span className="exercise-mark" data-testid="exercise-mark">
            <span>{text}</span>
        </span>
    );
}

/** The word that this is real while somebody exercises: solid, where an exercise is hatched. */
export function RealMark({ text }: { readonly text: string }) {
    return (
        <span className="real-mark" data-testid="real-mark">
            {text}
        </span>
    );
}
