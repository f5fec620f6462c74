import type { ReactNode } from "react";
import { LabelBadge, type LabelSnapshot } from "../Marking/Marking.tsx";

export interface RoomHeadProps {
    readonly name: string;
    /** In short beside the name; the banner above says it in full. */
    readonly label?: LabelSnapshot | undefined;
    /** Topic, members, agencies: gives way first when there is no room. */
    readonly detail?: string | undefined;
    /** Icon buttons and the one button that opens a panel. */
    readonly actions?: ReactNode;
}

/** The head of a conversation. */
export function RoomHead({ name, label, detail, actions }: RoomHeadProps) {
    return (
        <header className="room-head">
            <div className="grow">
                <div className="room-title">
                    <h2 className="cut foreign" dir="auto" title={name} data-testid="room-name">
                        {name}
                    </h2>
                    {label !== undefined && <LabelBadge label={label} />}
                </div>
                {detail !== undefined && (
                    <p className="small muted cut foreign" title={detail}>
                        {detail}
                    </p>
                )}
            </div>
            {actions}
        </header>
    );
}
