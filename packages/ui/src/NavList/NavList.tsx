import { Fragment, type ReactNode } from "react";
import { Badge } from "../Badge/Badge.tsx";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface NavListItem {
    readonly id: string;
    readonly text: string;
    readonly icon: IconName;
    /** Null: there is nothing to count. */
    readonly count: number | null;
    /** How the count calls: plainly, as something waiting, or as an alarm. */
    readonly tone: "plain" | "unread" | "alarm";
    /** The count in words. */
    readonly countName: string;
    /** In the place of a count: `no. 41`. */
    readonly note?: string | undefined;
    /** A heading above this place and those after it. */
    readonly group?: string | undefined;
}

export interface NavListProps {
    readonly title: string;
    readonly items: readonly NavListItem[];
    readonly currentId: string;
    readonly onSelect: (id: string) => void;
    /** What else belongs beside the tool: its rooms. */
    readonly children?: ReactNode;
    readonly foot?: string | undefined;
}

/** Places of a tool beside the rail, each with how much is there. */
export function NavList({ title, items, currentId, onSelect, children, foot }: NavListProps) {
    return (
        <nav className="list" aria-label={title} data-pane="list" tabIndex={-1}>
            <div className="list-head">
                <h2>{title}</h2>
            </div>
            <div className="list-body nav-list">
                {items.map((item) => (
                    <Fragment key={item.id}>
                        {item.group !== undefined && <h3>{item.group}</h3>}
                        <button
                            type="button"
                            aria-current={item.id === currentId ? "page" : undefined}
                            onClick={() => onSelect(item.id)}
                            data-testid="nav-item"
                            data-id={item.id}
                        >
                            <Icon name={item.icon} />
                            <span className="grow">{item.text}</span>
                            <End item={item} />
                        </button>
                    </Fragment>
                ))}
                {children}
            </div>
            {foot !== undefined && <p className="side-foot">{foot}</p>}
        </nav>
    );
}

function End({ item: { note, count, tone, countName } }: { readonly item: NavListItem }) {
    if (note !== undefined) return <span className="small muted">{note}</span>;
    if (count === null) return null;
    if (tone === "plain" || count === 0) return <span className="small muted">{count}</span>;
    return <Badge count={count} kind={tone} name={countName} />;
}
