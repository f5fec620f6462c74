import type { RoomId } from "@valise/bridge";
import { useMemo } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameRoom } from "../roomList/nameRoom.ts";
import { decideAgain } from "./decideTargets.ts";
import { TargetCards } from "./TargetCards.tsx";
import { TargetDialog } from "./TargetDialog.tsx";
import { useTargets } from "./useTargets.ts";

/** Where a message may go: only rooms that may hold it, each with its label. */
export function ForwardDialog({ roomId, messageId }: { readonly roomId: RoomId; readonly messageId: string }) {
    const translator = useI18n();
    const { forward } = useApp();
    const state = useStore(forward);
    const { message, marking, rows, targets } = useTargets(roomId, messageId);
    const again = useMemo(() => decideAgain(marking, roomId, rows ?? []), [marking, roomId, rows]);
    const chosen = [...targets, again].find((room) => room !== null && room.roomId === state.toRoomId) ?? undefined;
    const eventId = message?.eventId ?? null;
    const submit = () => {
        if (chosen !== undefined && eventId !== null)
            void forward.forward({ roomId, eventId }, nameRoom(chosen, translator));
    };
    return (
        <TargetDialog
            kind="forward"
            marking={marking}
            isReady={chosen !== undefined && eventId !== null}
            isBusy={state.isBusy}
            onSubmit={submit}
            onClose={forward.cancel}
            testId="forward"
        >
            <TargetCards rooms={targets} again={again} selectedId={state.toRoomId} onSelect={forward.choose} />
            <FailureNotice failure={state.failure} />
        </TargetDialog>
    );
}
