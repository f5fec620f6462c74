import type { RoomId } from "@valise/bridge";
import { Button, Dialog, InlineNotice } from "@valise/ui";
import { useMemo } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameRoom } from "../roomList/nameRoom.ts";
import { decideAgain, decideTargets } from "./decideTargets.ts";
import { TargetCards } from "./TargetCards.tsx";

/** Where a message may go: only rooms that may hold it, each with its label. */
export function ForwardDialog({ roomId, messageId }: { readonly roomId: RoomId; readonly messageId: string }) {
    const translator = useI18n();
    const { t } = translator;
    const { forward, rooms, conversations } = useApp();
    const state = useStore(forward);
    const message = useStore(conversations)?.find(messageId);
    const rows = useSelect(rooms, (snapshot) => snapshot?.rows);
    const marking = message?.marking ?? null;
    const targets = useMemo(() => decideTargets(marking, roomId, rows ?? []), [marking, roomId, rows]);
    const again = useMemo(() => decideAgain(marking, roomId, rows ?? []), [marking, roomId, rows]);
    const chosen = [...targets, again].find((room) => room !== null && room.roomId === state.toRoomId) ?? undefined;
    const eventId = message?.eventId ?? null;
    const submit = () => {
        if (chosen !== undefined && eventId !== null)
            void forward.forward({ roomId, eventId }, nameRoom(chosen, translator));
    };
    return (
        <Dialog
            title={t("forward.title")}
            isOpen
            onClose={forward.cancel}
            closeName={t("common.close")}
            testId="forward"
            footer={
                <>
                    <Button onPress={forward.cancel}>{t("common.cancel")}</Button>
                    <Button
                        variant="primary"
                        isBusy={state.isBusy}
                        isDisabled={chosen === undefined || eventId === null}
                        onPress={submit}
                        testId="forward-submit"
                    >
                        {t("forward.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                {marking === null ? (
                    <InlineNotice>{t("forward.plain")}</InlineNotice>
                ) : (
                    <p className="small ink2">{t("forward.text", { text: marking.text })}</p>
                )}
                <TargetCards rooms={targets} again={again} selectedId={state.toRoomId} onSelect={forward.choose} />
                <FailureNotice failure={state.failure} />
            </div>
        </Dialog>
    );
}
