import { type ReactNode, useId } from "react";
import { Icon } from "../Icon/Icon.tsx";

export interface FirstRunLayoutProps {
    readonly productName: string;
    readonly steps: ReactNode;
    /** Language picker and service desk. */
    readonly foot: ReactNode;
    readonly title: string;
    readonly lead?: string | undefined;
    readonly children: ReactNode;
}

/** The two halves of every sign-in screen: where one is, and the one thing to do. */
export function FirstRunLayout({ productName, steps, foot, title, lead, children }: FirstRunLayoutProps) {
    const titleId = useId();
    return (
        <div className="first">
            <aside className="first-side" aria-label={productName}>
                <div className="first-brand">
                    <Icon name="bag" size="xl" />
                    <b>{productName}</b>
                </div>
                {steps}
                <div className="first-foot">{foot}</div>
            </aside>
            <main className="first-main">
                <section className="sheet" aria-labelledby={titleId}>
                    <h1 id={titleId}>{title}</h1>
                    {lead !== undefined && <p className="lead">{lead}</p>}
                    <div className="sheet-body">{children}</div>
                </section>
            </main>
        </div>
    );
}
