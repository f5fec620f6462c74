import type { AgencyTone } from "../Avatar/Avatar.tsx";
import { Badge } from "../Badge/Badge.tsx";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface RailItemSnapshot {
    readonly id: string;
    readonly text: string;
    readonly icon?: IconName | undefined;
    /** For an agency: two letters on its tint. */
    readonly tile?: { readonly initials: string; readonly tone: AgencyTone } | undefined;
    readonly badge?: { readonly count: number; readonly kind: "unread" | "mention" | "alarm" } | undefined;
    readonly isCrisis?: boolean | undefined;
}

export interface RailProps {
    readonly name: string;
    /** Agencies above. */
    readonly top: readonly RailItemSnapshot[];
    /** Tools below. */
    readonly bottom: readonly RailItemSnapshot[];
    readonly currentId: string | undefined;
    readonly onSelect: (id: string) => void;
    readonly words: { readonly badge: (count: number, kind: "unread" | "mention" | "alarm") => string };
}

/** Agencies and tools at the window's edge. */
export function Rail({ name, top, bottom, currentId, onSelect, words }: RailProps) {
    const draw = (item: RailItemSnapshot) => (
        <button
            key={item.id}
            type="button"
            className={classNames("rail-item", item.isCrisis && "is-crisis")}
            aria-current={item.id === currentId ? "page" : undefined}
            onClick={() => onSelect(item.id)}
            data-testid="rail-item"
            data-id={item.id}
        >
            {item.tile !== undefined && (
                <span className={classNames("tile", `tone-${item.tile.tone}`)} aria-hidden="true">
                    {item.tile.initials}
                </span>
            )}
            {item.icon !== undefined && <Icon name={item.icon} size="l" />}
            <span className="rail-text">{item.text}</span>
            {item.badge !== undefined && item.badge.count > 0 && (
                <Badge
                    {...item.badge}
                    hasSign={false}
                    most={99}
                    name={words.badge(item.badge.count, item.badge.kind)}
                />
            )}
        </button>
    );
    return (
        <nav className="rail" data-pane="rail" tabIndex={-1} aria-label={name}>
            {top.map(draw)}
            <span className="spacer" />
            {bottom.map(draw)}
        </nav>
    );
}
