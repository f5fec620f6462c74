import type { RoomId } from "@valise/bridge";
import { Button, EmptyState, IconButton, Menu, RoomList, RoomListSkeleton } from "@valise/ui";
import type { ReactNode } from "react";
import { useCallback, useMemo } from "react";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";

export interface RoomListPaneProps {
    /** The window is drawn for the first time: the rows come after it. */
    readonly isComing: boolean;
}

/** The rooms of the place that the rail shows. */
export function RoomListPane({ isComing }: RoomListPaneProps) {
    const { t, formats } = useI18n();
    const { roomList, navigation, clock } = useApp();
    const list = useStore(roomList);
    const roomId = useSelect(navigation, (state) => state.roomId);
    const numbers = { unread: list.unreadRooms, mentions: list.mentionRooms };
    // The same object while the language is: rows are drawn anew when their words are others.
    const rowWords = useMemo(
        () => ({
            formatActivity: (atMs: number) => formats.listTime(atMs, clock.nowMs()),
            unread: (count: number) => t("rooms.unread", { count }),
            mentions: (count: number) => t("rooms.mentions", { count }),
            invitation: t("rooms.invited"),
            failed: t("rooms.failed"),
        }),
        [t, formats, clock],
    );
    const words = useMemo(
        () => ({
            name: t("rooms.name"),
            filterName: t("rooms.filter"),
            filterAll: t("rooms.filter.all"),
            filterUnread:
                numbers.unread === 0
                    ? t("rooms.filter.unread")
                    : t("rooms.filter.unreadCount", { number: formats.number(numbers.unread) }),
            filterMentions:
                numbers.mentions === 0
                    ? t("rooms.filter.mentions")
                    : t("rooms.filter.mentionsCount", { number: formats.number(numbers.mentions) }),
            row: rowWords,
        }),
        [t, formats, rowWords, numbers.unread, numbers.mentions],
    );
    const open = useCallback((id: string) => navigation.openRoom(id as RoomId), [navigation]);
    return (
        <RoomList
            title={usePlaceName(list.railId)}
            sections={list.sections}
            currentRoomId={roomId ?? undefined}
            filter={list.filter}
            onFilter={navigation.showFilter}
            onOpen={open}
            actions={
                <>
                    {list.railId.startsWith("!") && <SpaceMenu spaceId={list.railId as RoomId} />}
                    <IconButton
                        icon="pen"
                        name={t("rooms.new")}
                        keyHint={t("keys.ctrlN")}
                        onPress={() => navigation.openDialog({ kind: "create-room" })}
                        testId="new-room"
                    />
                </>
            }
            instead={useInstead(isComing)}
            words={words}
        />
    );
}

function emptyTitle(railId: string, place: string, t: Translator["t"]): string {
    if (railId === "all") return t("rooms.empty");
    return railId.startsWith("!") ? t("space.empty", { name: place }) : t("rooms.emptyHere", { agency: place });
}

function SpaceMenu({ spaceId }: { readonly spaceId: RoomId }) {
    const { t } = useI18n();
    const { navigation } = useApp();
    return (
        <Menu
            name={t("space.more")}
            entries={[{ id: "leave", text: t("space.leave"), icon: "x", isDestructive: true }]}
            onAction={() => navigation.openDialog({ kind: "leave-room", roomId: spaceId })}
            trigger={<IconButton icon="dots" name={t("space.more")} testId="space-more" />}
        />
    );
}

function usePlaceName(railId: string): string {
    const { t } = useI18n();
    const { agencies, rail } = useApp();
    const space = useStore(rail).top.find((item) => item.id === railId);
    if (railId === "all") return t("rooms.all");
    return railId.startsWith("!") ? (space?.text ?? t("rooms.all")) : agencies.byServerName(railId).name;
}

/** What stands where rooms would: nothing while they are coming, loading, offline, nothing yet, nothing that passes the filter. */
function useInstead(isComing: boolean): ReactNode {
    const { t } = useI18n();
    const { roomList, connection, navigation } = useApp();
    const list = useStore(roomList);
    const isOffline = useSelect(connection, (view) => view.state === "offline");
    const place = usePlaceName(list.railId);
    if (isComing) return null;
    if (list.sections.length > 0) return undefined;
    const showAll = (
        <Button onPress={() => navigation.showFilter("all")} testId="show-all">
            {t("rooms.showAll")}
        </Button>
    );
    if (list.filter === "unread" && list.hasRooms) {
        return <EmptyState title={t("rooms.emptyUnread")} action={showAll} testId="rooms-empty" />;
    }
    if (list.filter === "mentions" && list.hasRooms) {
        return <EmptyState icon="at" title={t("rooms.emptyMentions")} action={showAll} testId="rooms-empty" />;
    }
    if (list.loaded === "all") {
        const create = () => navigation.openDialog({ kind: "create-room" });
        return (
            <EmptyState
                title={emptyTitle(list.railId, place, t)}
                action={<Button onPress={create}>{t("rooms.new")}</Button>}
                testId="rooms-empty"
            >
                {t("rooms.empty.text")}
            </EmptyState>
        );
    }
    if (isOffline) {
        return (
            <EmptyState icon="cut" title={t("rooms.offline")} testId="rooms-offline">
                {t("rooms.offline.text")}
            </EmptyState>
        );
    }
    return <RoomListSkeleton name={t("rooms.loading")} />;
}
