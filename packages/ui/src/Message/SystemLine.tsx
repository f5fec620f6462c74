import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface SystemLineProps {
    /** A whole sentence, with its time: "10:00 · Jonas Richter left". */
    readonly text: string;
    readonly icon?: IconName | undefined;
}

/** Something that happened in the room and is not a message. */
export function SystemLine({ text, icon = "info" }: SystemLineProps) {
    return (
        <div className="system">
            <Icon name={icon} size="s" />
            <span className="foreign">{text}</span>
        </div>
    );
}

/** A line across: a day, or where the unread begins. */
export function Divider({ text, isNew = false }: { readonly text: string; readonly isNew?: boolean }) {
    return (
        <div className={isNew ? "divider divider-new" : "divider"} data-testid={isNew ? "unread-line" : undefined}>
            <span>{text}</span>
        </div>
    );
}
