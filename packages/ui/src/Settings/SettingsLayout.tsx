import { type ReactNode, useId } from "react";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface SettingsPage {
    readonly id: string;
    readonly text: string;
    readonly icon: IconName;
}

export interface SettingsLayoutProps {
    readonly name: string;
    readonly pages: readonly SettingsPage[];
    readonly currentId: string;
    readonly onSelect: (id: string) => void;
    readonly title: string;
    readonly children: ReactNode;
}

/** Pages of settings on the left, the one that is open on the right. */
export function SettingsLayout({ name, pages, currentId, onSelect, title, children }: SettingsLayoutProps) {
    return (
        <div className="settings" data-testid="settings">
            <nav className="settings-nav" aria-label={name}>
                {pages.map((page) => (
                    <button
                        key={page.id}
                        type="button"
                        aria-current={page.id === currentId ? "page" : undefined}
                        onClick={() => onSelect(page.id)}
                        data-id={page.id}
                    >
                        <Icon name={page.icon} />
                        {page.text}
                    </button>
                ))}
            </nav>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section className="settings-page" aria-label={title} tabIndex={0}>
                <h2>{title}</h2>
                {children}
            </section>
        </div>
    );
}

export interface SettingsGroupProps {
    readonly title: string;
    readonly detail?: string | undefined;
    readonly children: ReactNode;
}

export function SettingsGroup({ title, detail, children }: SettingsGroupProps) {
    const titleId = useId();
    return (
        <section className="settings-group" aria-labelledby={titleId}>
            <h3 id={titleId}>{title}</h3>
            {detail !== undefined && <p className="hint">{detail}</p>}
            {children}
        </section>
    );
}
