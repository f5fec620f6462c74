import type { RoomRowSnapshot } from "@valise/bridge";
import { AgencyTag, Button, EmptyState, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName, serverNameOf } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameRoom } from "../roomList/nameRoom.ts";

/** Who invites where; join or decline. */
export function InvitationPane({ room }: { readonly room: RoomRowSnapshot }) {
    const translator = useI18n();
    const { t } = translator;
    const { membership, agencies } = useApp();
    const state = useStore(membership);
    const inviter = room.inviterName === null ? "" : cleanName(room.inviterName);
    return (
        <div className="conversation-empty">
            <EmptyState
                icon="people"
                title={inviter === "" ? t("invitation.titleUnknown") : t("invitation.title", { name: inviter })}
                testId="invitation"
                action={
                    <div className="row wrap">
                        <Button
                            variant="primary"
                            isBusy={state.isBusy}
                            onPress={() => void membership.join(room)}
                            testId="join-room"
                        >
                            {t("invitation.join")}
                        </Button>
                        <Button
                            isDisabled={state.isBusy}
                            onPress={() => void membership.leave(room.roomId)}
                            testId="decline-room"
                        >
                            {t("invitation.decline")}
                        </Button>
                    </div>
                }
            >
                <p>
                    <b className="foreign">{nameRoom(room, translator)}</b>
                </p>
                {room.inviterId !== null && (
                    <p className="foreign">
                        {t("invitation.address", { address: room.inviterId })}{" "}
                        <AgencyTag agency={agencies.byServerName(serverNameOf(room.inviterId))} />
                    </p>
                )}
                <p>{t("invitation.text")}</p>
                {room.marking !== null && (
                    <InlineNotice tone="warn" icon="shield" testId="invitation-marking">
                        {t("invitation.marked", { text: room.marking.text })}
                    </InlineNotice>
                )}
                <FailureNotice failure={state.failure} />
            </EmptyState>
        </div>
    );
}
