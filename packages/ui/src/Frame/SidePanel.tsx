import { type ReactNode, useId } from "react";
import { IconButton } from "../Button/IconButton.tsx";

export interface SidePanelProps {
    readonly title: string;
    readonly closeName: string;
    readonly onClose: () => void;
    readonly children: ReactNode;
    readonly foot?: ReactNode;
    readonly testId?: string | undefined;
}

/** A panel beside the conversation. Esc inside it closes it. */
export function SidePanel({ title, closeName, onClose, children, foot, testId }: SidePanelProps) {
    const titleId = useId();
    return (
        <aside
            className="side"
            aria-labelledby={titleId}
            data-pane="side"
            tabIndex={-1}
            data-testid={testId}
            onKeyDown={(event) => {
                if (event.key === "Escape" && !event.defaultPrevented) onClose();
            }}
        >
            <div className="side-head">
                <h2 id={titleId} className="grow">
                    {title}
                </h2>
                <IconButton icon="x" name={closeName} keyHint="Esc" onPress={onClose} />
            </div>
            <div className="side-body">{children}</div>
            {foot !== undefined && <div className="side-foot">{foot}</div>}
        </aside>
    );
}
