import type { ReactNode } from "react";
import { Kbd } from "../Button/Button.tsx";
import { IconButton } from "../Button/IconButton.tsx";
import { Icon } from "../Icon/Icon.tsx";

export interface TitleBarProps {
    readonly productName: string;
    /** Opens search and jump. */
    readonly onCommand: () => void;
    readonly onLock?: (() => void) | undefined;
    /** Who one is here; later also one's clearance. */
    readonly identity?: ReactNode;
    readonly words: {
        readonly command: string;
        readonly commandKey: string;
        readonly lock: string;
        readonly lockKey: string;
    };
}

/** The strip above everything: product, search and jump, identity. */
export function TitleBar({ productName, onCommand, onLock, identity, words }: TitleBarProps) {
    return (
        <header className="titlebar">
            <div className="brand">
                <Icon name="bag" size="l" />
            </div>
            <div className="titlebar-side">
                <b>{productName}</b>
            </div>
            <button className="command" type="button" onClick={onCommand} data-testid="command">
                <Icon name="search" />
                <span className="cut">{words.command}</span>
                <Kbd>{words.commandKey}</Kbd>
            </button>
            <div className="titlebar-side titlebar-end">
                {onLock !== undefined && (
                    <IconButton icon="lock" name={words.lock} keyHint={words.lockKey} onPress={onLock} />
                )}
                {identity}
            </div>
        </header>
    );
}
