import type { RoomId } from "@valise/bridge";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { quoteFor } from "./quoteFor.ts";
import { TargetCards } from "./TargetCards.tsx";
import { TargetDialog } from "./TargetDialog.tsx";
import { useTargets } from "./useTargets.ts";

interface ReplyElsewhereProps {
    readonly roomId: RoomId;
    readonly messageId: string;
}

/** Where a message is answered, if not in its own room: only rooms that may hold it. Their composer opens with the quote. */
export function ReplyElsewhereDialog({ roomId, messageId }: ReplyElsewhereProps) {
    const { conversations, navigation } = useApp();
    const [chosenId, choose] = useState<string | null>(null);
    const { message, marking, targets } = useTargets(roomId, messageId);
    const target = targets.find((room) => room.roomId === chosenId);
    const quote = message === undefined ? null : quoteFor(roomId, message);
    const submit = () => {
        if (target === undefined || quote === null) return;
        navigation.openRoom(target.roomId);
        conversations.atOnce()?.composer.quote(quote);
    };
    return (
        <TargetDialog
            kind="elsewhere"
            marking={marking}
            isReady={target !== undefined && quote !== null}
            onSubmit={submit}
            onClose={navigation.closeDialog}
            testId="reply-elsewhere"
        >
            <TargetCards rooms={targets} selectedId={chosenId} onSelect={choose} />
        </TargetDialog>
    );
}
