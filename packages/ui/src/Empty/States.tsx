import type { ReactNode } from "react";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface EmptyStateProps {
    readonly icon?: IconName | undefined;
    /** What is so: "No unread rooms". */
    readonly title: string;
    readonly children?: ReactNode;
    readonly action?: ReactNode;
    readonly testId?: string | undefined;
}

/** Nothing to show, said calmly, with what one could do. */
export function EmptyState({ icon = "inbox", title, children, action, testId }: EmptyStateProps) {
    return (
        <div className="blank" data-testid={testId}>
            <Icon name={icon} size="xl" />
            <h3>{title}</h3>
            {children !== undefined && <div className="blank-words">{children}</div>}
            {action}
        </div>
    );
}

export interface ErrorStateProps extends Omit<EmptyStateProps, "icon"> {
    /** For the service desk. */
    readonly code: string;
}

/** Something that should be here and is not: what, why, the next action, a code. */
export function ErrorState({ title, children, action, code, testId }: ErrorStateProps) {
    return (
        <div className="blank" role="alert" data-testid={testId}>
            <span className="is-bad">
                <Icon name="warning" size="xl" />
            </span>
            <h3>{title}</h3>
            {children !== undefined && <div className="blank-words">{children}</div>}
            {action}
            <code className="mono muted">{code}</code>
        </div>
    );
}

export interface SkeletonProps {
    /** Said to a screen reader: "Loading rooms". */
    readonly name: string;
    readonly rowCount?: number | undefined;
}

/** Still shapes where rooms will be: nothing blinks. */
export function RoomListSkeleton({ name, rowCount = 8 }: SkeletonProps) {
    return <Skeleton kind="room" name={name} rowCount={rowCount} />;
}

/** Still shapes where messages will be. */
export function TimelineSkeleton({ name, rowCount = 6 }: SkeletonProps) {
    return <Skeleton kind="message" name={name} rowCount={rowCount} />;
}

function Skeleton({ kind, name, rowCount }: Required<SkeletonProps> & { readonly kind: "room" | "message" }) {
    return (
        <div className={`skeleton skeleton-${kind}`} role="status" aria-label={name}>
            {Array.from({ length: rowCount ?? 0 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity
                <div key={index} className="skeleton-row" aria-hidden="true">
                    <i />
                    <span>
                        <i className={index % 2 === 0 ? "is-long" : undefined} />
                        <i />
                    </span>
                </div>
            ))}
        </div>
    );
}
