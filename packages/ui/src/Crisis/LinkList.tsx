import { useId } from "react";
import { type AgencySnapshot, AgencyTag } from "../Avatar/Avatar.tsx";
import { Button } from "../Button/Button.tsx";
import { Icon, type IconName } from "../Icon/Icon.tsx";

/** `quiet`: nothing was heard for long and nothing is known to wait, which alone is no fault. */
export type LinkState = "up" | "slow" | "down" | "quiet" | "unknown";

/** `down` is concluded from silence, `failing` is what a server itself says. */
export type LinkSign = LinkState | "failing";

export interface LinkSnapshot {
    readonly id: string;
    readonly agency: AgencySnapshot;
    readonly state: LinkState;
    /** "heard 2 min ago" */
    readonly text: string;
    /** "28 people wait"; undefined: nothing is known to wait. */
    readonly waitingText?: string | undefined;
}

const looks: Readonly<Record<LinkSign, { readonly icon: IconName; readonly tone: string }>> = {
    up: { icon: "check", tone: "is-ok" },
    slow: { icon: "clock", tone: "is-warn" },
    down: { icon: "cut", tone: "is-warn" },
    failing: { icon: "cut", tone: "is-bad" },
    quiet: { icon: "clock", tone: "muted" },
    unknown: { icon: "info", tone: "muted" },
};

/** How the link to an agency stands, by sign and words. */
export function LinkStateText({ state, text }: { readonly state: LinkSign; readonly text: string }) {
    const { icon, tone } = looks[state];
    return (
        <span className={`state ${tone}`} data-testid="link-state" data-state={state}>
            <Icon name={icon} size="s" />
            {text}
        </span>
    );
}

export interface LinkListProps {
    readonly title: string;
    readonly links: readonly LinkSnapshot[];
    readonly onOpen: () => void;
    readonly onBag: (id: string) => void;
    readonly words: { readonly bag: string; readonly bagFor: (agency: string) => string };
}

/** The links to the other agencies at a glance; where one is down, the way by hand beside it. */
export function LinkList({ title, links, onOpen, onBag, words }: LinkListProps) {
    const headingId = useId();
    return (
        <section aria-labelledby={headingId} className="nav-rooms nav-links">
            <h3 id={headingId}>{title}</h3>
            {links.map((link) => (
                <div key={link.id} data-testid="link-row" data-id={link.id}>
                    <button type="button" onClick={onOpen}>
                        <AgencyTag agency={link.agency} />
                        <span className="grow" />
                        <LinkStateText state={link.state} text={link.text} />
                    </button>
                    {(link.state === "down" || link.waitingText !== undefined) && (
                        <div className="nav-link-waits">
                            <span className="grow small muted">{link.waitingText}</span>
                            {link.state === "down" && (
                                <Button
                                    size="s"
                                    icon="bag"
                                    accessibleName={words.bagFor(link.agency.name)}
                                    onPress={() => onBag(link.id)}
                                    testId="link-bag"
                                >
                                    {words.bag}
                                </Button>
                            )}
                        </div>
                    )}
                </div>
            ))}
        </section>
    );
}
