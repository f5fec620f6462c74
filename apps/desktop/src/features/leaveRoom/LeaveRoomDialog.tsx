import type { RoomId } from "@valise/bridge";
import { Button, Dialog } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameRoom } from "../roomList/nameRoom.ts";

/** What leaving a room or a space means, before it is done. */
export function LeaveRoomDialog({ roomId }: { readonly roomId: RoomId }) {
    const translator = useI18n();
    const { t } = translator;
    const { membership, rooms, navigation } = useApp();
    const state = useStore(membership);
    const room = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === roomId));
    const isSpace = room?.kind === "space";
    return (
        <Dialog
            title={t("leave.title", { room: room === undefined ? "" : nameRoom(room, translator) })}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            role="alertdialog"
            size="s"
            footer={
                <>
                    <Button onPress={navigation.closeDialog}>{t("common.cancel")}</Button>
                    <Button
                        variant="danger"
                        isBusy={state.isBusy}
                        onPress={() => void membership.leave(roomId)}
                        testId="leave-confirm"
                    >
                        {t(isSpace ? "space.leave" : "leave.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>{t(isSpace ? "space.leave.text" : "leave.text")}</p>
                <FailureNotice failure={state.failure} />
            </div>
        </Dialog>
    );
}
