import { Button, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { describeClaims } from "../../labels/describeClaims.ts";
import { useStore } from "../../stores/useStore.ts";
import { nameRoom } from "../roomList/nameRoom.ts";

/** Channels and emergency rooms that ask for something before their broadcasts can be read: asked here too, where it matters. */
export function ChannelAsks() {
    const translator = useI18n();
    const { t } = translator;
    const { clearance, rooms, gateActions } = useApp();
    const known = useStore(rooms)?.rows ?? [];
    const asks = (useStore(clearance)?.rows ?? []).flatMap(({ roomId, claims }) => {
        const room = known.find((row) => row.roomId === roomId && ["channel", "emergency"].includes(row.kind));
        return room === undefined ? [] : [{ room, claims }];
    });
    return asks.map(({ room, claims }) => (
        <InlineNotice
            key={room.roomId}
            icon="id"
            role="status"
            testId="channel-asks"
            title={t("crisis.asks", { room: nameRoom(room, translator) })}
            action={
                <Button
                    size="s"
                    variant="primary"
                    onPress={() => void gateActions.answerPresentation(room.roomId, true)}
                    testId="channel-allow"
                >
                    {t("gate.ask.allow")}
                </Button>
            }
        >
            {t("crisis.asks.text", { claims: describeClaims(claims, translator) })}
        </InlineNotice>
    ));
}
