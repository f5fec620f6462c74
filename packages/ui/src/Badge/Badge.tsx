import { classNames } from "../classNames.ts";

export interface BadgeProps {
    readonly count: number;
    readonly kind?: "unread" | "mention" | "alarm" | undefined;
    /** What is counted, in words ("3 unread"); the number alone says nothing to a screen reader. */
    readonly name: string;
    /** `@` before a count of mentions; without it where the place is narrow. */
    readonly hasSign?: boolean | undefined;
}

/** A small count. Above 999 it says so and stays narrow. */
export function Badge({ count, kind = "unread", name, hasSign = true }: BadgeProps) {
    return (
        <span className={classNames("count", kind !== "unread" && `count-${kind}`)} role="img" aria-label={name}>
            {kind === "mention" && hasSign ? "@" : ""}
            {count > 999 ? "999+" : count}
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
