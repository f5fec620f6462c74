import type { RoomRowSnapshot } from "@valise/bridge";
import { Button, ConnectionStrip, EmptyState, IconButton, Menu, RoomHead } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { InvitationPane } from "../invitation/InvitationPane.tsx";
import { nameRoom } from "../roomList/nameRoom.ts";
import { ConversationBody } from "./ConversationBody.tsx";

/** The middle of the window: the open room, an invitation, or nothing yet; above it the state of the link. */
export function ConversationPane() {
    const { t } = useI18n();
    const { navigation, rooms, conversations } = useApp();
    const roomId = useSelect(navigation, (state) => state.roomId);
    const room = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === roomId));
    const conversation = useStore(conversations);
    return (
        <>
            {room !== undefined && room.membership === "join" && <Head room={room} />}
            <Strip />
            {room?.membership === "invite" && <InvitationPane room={room} />}
            {room?.membership !== "invite" && conversation !== null && (
                <ConversationBody key={conversation.roomId} conversation={conversation} room={room} />
            )}
            {roomId === null && (
                <div className="conversation-empty">
                    <EmptyState title={t("room.none")} testId="no-room">
                        {t("room.none.text")}
                    </EmptyState>
                </div>
            )}
        </>
    );
}

function Strip() {
    const view = useStore(useApp().connection);
    return <ConnectionStrip state={view.state} text={view.text} facts={view.facts} />;
}

function Head({ room }: { readonly room: RoomRowSnapshot }) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { navigation, agencies } = useApp();
    const isMembersOpen = useSelect(navigation, (state) => state.isMembersOpen);
    const codes = room.serverNames.map((serverName) => agencies.byServerName(serverName).code);
    const parts = [
        room.topic === null ? "" : cleanName(room.topic),
        codes.length > 1 ? formats.list(codes) : "",
        room.encrypted ? "" : t("room.notEncrypted"),
    ];
    const act = (id: string) => {
        if (id === "invite") navigation.openDialog({ kind: "invite", roomId: room.roomId });
        if (id === "leave") navigation.openDialog({ kind: "leave-room", roomId: room.roomId });
    };
    return (
        <RoomHead
            name={nameRoom(room, translator)}
            detail={parts.filter((part) => part !== "").join(" · ") || undefined}
            actions={
                <>
                    <span className="narrow-only">
                        <IconButton icon="inbox" name={t("room.backToList")} onPress={navigation.closeRoom} />
                    </span>
                    <Button
                        icon="people"
                        isPressed={isMembersOpen}
                        onPress={navigation.toggleMembers}
                        testId="show-members"
                    >
                        {t("room.members", { count: room.memberCount })}
                    </Button>
                    <Menu
                        name={t("room.more")}
                        trigger={<IconButton icon="dots" name={t("room.more")} testId="room-more" />}
                        entries={[
                            { id: "invite", text: t("room.invite"), icon: "plus" },
                            { id: "leave", text: t("room.leave"), icon: "x", isDestructive: true },
                        ]}
                        onAction={act}
                    />
                </>
            }
        />
    );
}
