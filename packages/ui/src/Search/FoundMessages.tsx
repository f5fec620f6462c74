import type { KeyboardEvent, Ref } from "react";
import { LabelBadge, type LabelSnapshot } from "../Marking/Marking.tsx";

export interface FoundMessage {
    readonly id: string;
    readonly sender: string;
    /** The room, where several are searched. */
    readonly place?: string | undefined;
    readonly time: string;
    readonly excerpt: string;
    readonly label?: LabelSnapshot | undefined;
    /** Of a warning about the message. */
    readonly code?: string | undefined;
}

export interface FoundMessagesProps {
    readonly name: string;
    readonly rows: readonly FoundMessage[];
    readonly onOpen: (id: string) => void;
    readonly listRef?: Ref<HTMLUListElement> | undefined;
}

/** Messages that a search found, each under its marking; arrows go from one to the next, Enter opens. */
export function FoundMessages({ name, rows, onOpen, listRef }: FoundMessagesProps) {
    if (rows.length === 0) return null;
    return (
        <ul className="found" aria-label={name} ref={listRef} onKeyDown={stepByArrow}>
            {rows.map(({ id, sender, place, time, excerpt, label, code }) => (
                <li key={id} data-marking={label?.text}>
                    <button type="button" className="found-message" onClick={() => onOpen(id)} data-testid="found">
                        <span className="row wrap small">
                            {label !== undefined && <LabelBadge label={label} />}
                            <b className="foreign">{sender}</b>
                            {place !== undefined && <bdi className="muted foreign">{place}</bdi>}
                            <span className="muted end">{time}</span>
                        </span>
                        <span className="found-excerpt foreign">{excerpt}</span>
                        {code !== undefined && <span className="mono small is-warn">{code}</span>}
                    </button>
                </li>
            ))}
        </ul>
    );
}

function stepByArrow(event: KeyboardEvent<HTMLUListElement>): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
