import { classNames } from "../classNames.ts";

export interface BadgeProps {
    readonly count: number;
    readonly kind?: "unread" | "mention" | "alarm" | undefined;
    /** What is counted, in words ("3 unread"); the number alone says nothing to a screen reader. */
    readonly name: string;
    /** `@` before a count of mentions; without it where the place is narrow. */
    readonly hasSign?: boolean | undefined;
    /** The most that is printed; what is more is printed as this and a plus. */
    readonly most?: number | undefined;
}

/** A small count that stays narrow. */
export function Badge({ count, kind = "unread", name, hasSign = true, most = 999 }: BadgeProps) {
    return (
        <span className={classNames("count", kind !== "unread" && `count-${kind}`)} role="img" aria-label={name}>
            {kind === "mention" && hasSign ? "@" : ""}
            {count > most ? `${most}+` : count}
        </span>
    );
}

export interface TagProps {
    readonly tone?: "plain" | "ok" | "warn" | "bad" | undefined;
    readonly children: string;
}

/** A word about a person or device, such as a role or a state. */
export function Tag({ tone = "plain", children }: TagProps) {
    return <span className={classNames("tag", tone !== "plain" && `tag-${tone}`)}>{children}</span>;
}
