import type { GateSnapshot, RoomRowSnapshot } from "@valise/bridge";
import { Button, ConnectionStrip, EmptyState, IconButton, Menu, RoomHead, Sliced, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { ClearanceStrip } from "../clearance/ClearanceStrip.tsx";
import { GateNotices } from "../gate/GateNotices.tsx";
import { useGate } from "../gate/useGate.ts";
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
            {room?.membership === "join" && <Head room={room} />}
            <Strip />
            <ClearanceStrip />
            {room?.membership === "join" && conversation !== null && <GateNotices conversation={conversation} />}
            {room?.membership === "invite" ? (
                <InvitationPane room={room} />
            ) : conversation !== null ? (
                <Sliced key={conversation.roomId} instead={<ComingBody />}>
                    <ConversationBody conversation={conversation} room={room} />
                </Sliced>
            ) : roomId !== null ? (
                <ComingBody />
            ) : (
                <div className="conversation-empty">
                    <EmptyState title={t("room.none")} testId="no-room">
                        {t("room.none.text")}
                    </EmptyState>
                </div>
            )}
        </>
    );
}

/** Of a room that was chosen and is drawn in the next task. */
function ComingBody() {
    const { t } = useI18n();
    return (
        <div className="conversation-body">
            <div className="timeline-frame">
                <div className="messages">
                    <TimelineSkeleton name={t("timeline.loading")} />
                </div>
            </div>
        </div>
    );
}

function Strip() {
    const view = useStore(useApp().connection);
    return <ConnectionStrip state={view.state} text={view.text} facts={view.facts} />;
}

/** Topic, agencies, how long it is kept. */
function detailOf(room: RoomRowSnapshot, gate: GateSnapshot | null, codes: readonly string[], translator: Translator) {
    const { t, formats } = translator;
    const kept = gate?.retentionMs ?? null;
    const parts = [
        room.topic === null ? "" : cleanName(room.topic),
        codes.length > 1 ? formats.list(codes) : "",
        room.encrypted ? "" : t("room.notEncrypted"),
        gate?.hold === true ? t("gate.hold") : kept === null ? "" : t("gate.kept", { time: formats.duration(kept) }),
    ];
    return parts.filter((part) => part !== "").join(" · ") || undefined;
}

function Head({ room }: { readonly room: RoomRowSnapshot }) {
    const gate = useGate(room.roomId);
    const translator = useI18n();
    const { t } = translator;
    const { navigation, agencies, exportRoom, search } = useApp();
    const side = useSelect(navigation, (state) => state.side);
    const codes = room.serverNames.map((serverName) => agencies.byServerName(serverName).code);
    const marking = gate?.marking ?? room.marking;
    const act = (id: string) => {
        if (id === "invite") navigation.openDialog({ kind: "invite", roomId: room.roomId });
        if (id === "export") void exportRoom(room.roomId, nameRoom(room, translator));
        if (id === "charter" || id === "let-in") navigation.openDialog({ kind: id, roomId: room.roomId });
        if (id === "leave") navigation.openDialog({ kind: "leave-room", roomId: room.roomId });
    };
    return (
        <RoomHead
            name={nameRoom(room, translator)}
            label={marking === null ? undefined : toLabel(marking)}
            detail={detailOf(room, gate, codes, translator)}
            actions={
                <Sliced>
                    <span className="narrow-only">
                        <IconButton icon="inbox" name={t("room.backToList")} onPress={navigation.closeRoom} />
                    </span>
                    <IconButton
                        icon="search"
                        name={t("search.title")}
                        keyHint={t("keys.ctrlF")}
                        onPress={() => search.begin(room.roomId)}
                        testId="search-room"
                    />
                    {marking === null ? (
                        <Button
                            icon="people"
                            isPressed={side === "members"}
                            onPress={() => navigation.toggleSide("members")}
                            testId="show-members"
                        >
                            {t("room.members", { count: room.memberCount })}
                        </Button>
                    ) : (
                        <>
                            <IconButton
                                icon="people"
                                name={t("room.members", { count: room.memberCount })}
                                isPressed={side === "members"}
                                onPress={() => navigation.toggleSide("members")}
                                testId="show-members"
                            />
                            <ReadersButton gate={gate} />
                        </>
                    )}
                    <Menu
                        name={t("room.more")}
                        trigger={<IconButton icon="dots" name={t("room.more")} testId="room-more" />}
                        entries={[
                            { id: "invite", text: t("room.invite"), icon: "plus" },
                            { id: "export", text: t("export.menu"), icon: "print" },
                            ...(marking === null ? [] : labelledEntries(translator)),
                            { id: "leave", text: t("room.leave"), icon: "x", isDestructive: true },
                        ]}
                        onAction={act}
                    />
                </Sliced>
            }
        />
    );
}

/** What only a room with a charter offers. */
const labelledEntries = ({ t }: Translator) =>
    [
        { id: "charter", text: t("charter.menu"), icon: "shield" },
        { id: "let-in", text: t("letIn.menu"), icon: "key" },
    ] as const;

/** "21 of 23 can read": answered before it is asked. */
function ReadersButton({ gate }: { readonly gate: GateSnapshot | null }) {
    const { t } = useI18n();
    const { navigation } = useApp();
    const isOpen = useSelect(navigation, (state) => state.side === "readers");
    const joined = gate?.rows.filter((reader) => reader.membership === "join") ?? [];
    const reads = joined.filter((reader) => reader.reads).length;
    const isKnown = gate !== null && gate.state !== "checking";
    const text = isKnown ? t("gate.canRead", { reads: String(reads), count: joined.length }) : t("gate.checking");
    return (
        <Button
            icon={isKnown && reads === joined.length ? "shieldCheck" : "shield"}
            isPressed={isOpen}
            onPress={() => navigation.toggleSide("readers")}
            testId="show-readers"
        >
            {text}
        </Button>
    );
}
