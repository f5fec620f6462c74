import { type ReactNode, useId } from "react";
import { classNames } from "../classNames.ts";

export interface RadioCard {
    readonly id: string;
    readonly title: string;
    readonly detail?: string | undefined;
    readonly after?: ReactNode;
    readonly isDisabled?: boolean | undefined;
}

export interface RadioCardsProps {
    readonly name: string;
    readonly cards: readonly RadioCard[];
    readonly selectedId: string | undefined;
    readonly onSelect: (id: string) => void;
    readonly autoFocus?: boolean | undefined;
    readonly isDisabled?: boolean | undefined;
    /** On every card. */
    readonly testId?: string | undefined;
}

/** One of a few, each with a line of detail: the agency picker. One tab stop, arrow keys inside. */
export function RadioCards(props: RadioCardsProps) {
    const group = useId();
    const focusId = props.selectedId ?? props.cards[0]?.id;
    return (
        <fieldset className="options" disabled={props.isDisabled}>
            <legend className="sr">{props.name}</legend>
            {props.cards.map((card) => (
                <label
                    key={card.id}
                    className={classNames("option", card.id === props.selectedId && "is-on")}
                    data-testid={props.testId}
                    data-id={card.id}
                >
                    <input
                        type="radio"
                        className="radio"
                        name={group}
                        checked={card.id === props.selectedId}
                        disabled={card.isDisabled}
                        // biome-ignore lint/a11y/noAutofocus: the only question of the screen
                        autoFocus={props.autoFocus === true && card.id === focusId}
                        onChange={() => props.onSelect(card.id)}
                    />
                    <span className="option-words">
                        <b>{card.title}</b>
                        {card.detail !== undefined && <small>{card.detail}</small>}
                    </span>
                    {card.after}
                </label>
            ))}
        </fieldset>
    );
}
