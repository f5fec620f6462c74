import type { ReactNode } from "react";

export interface RoomHeadProps {
    readonly name: string;
    /** Topic, members, agencies: gives way first when there is no room. */
    readonly detail?: string | undefined;
    /** Icon buttons and the one button that opens a panel. */
    readonly actions?: ReactNode;
}

/** The head of a conversation. */
export function RoomHead({ name, detail, actions }: RoomHeadProps) {
    return (
        <header className="room-head">
            <div className="grow">
                <h2 className="cut foreign" dir="auto" title={name} data-testid="room-name">
                    {name}
                </h2>
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
