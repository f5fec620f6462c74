import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Kbd } from "../Button/Button.tsx";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface MenuEntry {
    readonly id: string;
    readonly text: string;
    readonly icon?: IconName | undefined;
    readonly keyHint?: string | undefined;
    readonly isDestructive?: boolean | undefined;
    readonly isDisabled?: boolean | undefined;
}

export interface MenuProps {
    readonly name: string;
    readonly entries: readonly MenuEntry[];
    readonly onAction: (id: string) => void;
    /** A `Button` or `IconButton`, without `onPress`. */
    readonly trigger: ReactNode;
    readonly testId?: string | undefined;
}

/** Actions behind one button: arrow keys, first letters, Esc. */
export function Menu({ name, entries, onAction, trigger, testId }: MenuProps) {
    return (
        <MenuTrigger>
            {trigger}
            <Popover className="popover" placement="bottom end" offset={4}>
                <AriaMenu
                    className="menu"
                    aria-label={name}
                    onAction={(key) => onAction(String(key))}
                    data-testid={testId}
                >
                    {entries.map((entry) => (
                        <MenuItem
                            key={entry.id}
                            id={entry.id}
                            textValue={entry.text}
                            isDisabled={entry.isDisabled === true}
                            className={classNames("menu-item", entry.isDestructive && "is-bad")}
                        >
                            {entry.icon === undefined ? <span className="menu-gap" /> : <Icon name={entry.icon} />}
                            <span className="grow">{entry.text}</span>
                            {entry.keyHint !== undefined && <Kbd>{entry.keyHint}</Kbd>}
                        </MenuItem>
                    ))}
                </AriaMenu>
            </Popover>
        </MenuTrigger>
    );
}
