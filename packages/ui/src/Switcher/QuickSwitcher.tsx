import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";
import { LabelBadge, type LabelSnapshot } from "../Marking/Marking.tsx";

export interface SwitcherEntry {
    readonly id: string;
    readonly text: string;
    readonly detail?: string | undefined;
    readonly icon: IconName;
    readonly label?: LabelSnapshot | undefined;
}

export interface QuickSwitcherProps {
    readonly isOpen: boolean;
    readonly query: string;
    /** Best first; at most as many as one would read, about 20. */
    readonly entries: readonly SwitcherEntry[];
    readonly onQuery: (query: string) => void;
    readonly onChoose: (id: string) => void;
    readonly onClose: () => void;
    readonly words: {
        readonly name: string;
        readonly placeholder: string;
        readonly results: string;
        readonly nothing: string;
    };
}

/** Search and jump (Ctrl K): type, arrow, Enter. */
export function QuickSwitcher(props: QuickSwitcherProps) {
    return (
        <ModalOverlay
            className="scrim scrim-top"
            isOpen={props.isOpen}
            onOpenChange={(isOpen) => !isOpen && props.onClose()}
            isDismissable
        >
            <Modal className="dialog-frame dialog-m">
                <AriaDialog className="switcher" aria-label={props.words.name} data-testid="quick-switcher">
                    <Body {...props} />
                </AriaDialog>
            </Modal>
        </ModalOverlay>
    );
}

function Body({ query, entries, onQuery, onChoose, words }: QuickSwitcherProps) {
    const listId = useId();
    const listRef = useRef<HTMLDivElement>(null);
    const [wanted, setWanted] = useState(0);
    const at = Math.min(wanted, entries.length - 1);
    useEffect(() => {
        listRef.current?.children[at]?.scrollIntoView({ block: "nearest" });
    }, [at]);
    const onKeyDown = (event: KeyboardEvent) => {
        if (event.nativeEvent.isComposing) return;
        const entry = entries[at];
        if (event.key === "ArrowDown") setWanted(Math.min(at + 1, entries.length - 1));
        else if (event.key === "ArrowUp") setWanted(Math.max(at - 1, 0));
        else if (event.key === "Enter" && entry !== undefined) onChoose(entry.id);
        else return;
        event.preventDefault();
    };
    return (
        <>
            <div className="switcher-head">
                <Icon name="search" />
                <input
                    type="text"
                    role="combobox"
                    aria-label={words.name}
                    aria-expanded={entries.length > 0}
                    aria-controls={listId}
                    aria-autocomplete="list"
                    aria-activedescendant={entries.length > 0 ? `${listId}-${at}` : undefined}
                    placeholder={words.placeholder}
                    value={query}
                    onChange={(event) => {
                        setWanted(0);
                        onQuery(event.currentTarget.value);
                    }}
                    onKeyDown={onKeyDown}
                    // biome-ignore lint/a11y/noAutofocus: the dialog exists to be typed into
                    autoFocus
                    autoComplete="off"
                    spellCheck={false}
                    data-testid="switcher-query"
                />
            </div>
            <div role="status" className={entries.length === 0 && query !== "" ? "switcher-none" : "sr"}>
                {entries.length === 0 && query !== "" && words.nothing}
            </div>
            <div id={listId} ref={listRef} role="listbox" aria-label={words.results} className="switcher-list">
                {entries.map((entry, index) => (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox above
                    <div
                        key={entry.id}
                        id={`${listId}-${index}`}
                        role="option"
                        tabIndex={-1}
                        aria-selected={index === at}
                        className={classNames("switcher-entry", index === at && "is-on")}
                        onClick={() => onChoose(entry.id)}
                        onPointerMove={() => setWanted(index)}
                        data-testid="switcher-entry"
                    >
                        <Icon name={entry.icon} />
                        <bdi className="cut">{entry.text}</bdi>
                        {entry.detail !== undefined && <bdi className="cut small muted">{entry.detail}</bdi>}
                        {entry.label !== undefined && (
                            <span className="end">
                                <LabelBadge label={entry.label} />
                            </span>
                        )}
                    </div>
                ))}
            </div>
        </>
    );
}
