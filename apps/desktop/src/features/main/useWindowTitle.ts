import type { RoomRowSnapshot } from "@valise/bridge";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { currentCrisis } from "../crisis/crisisRooms.ts";
import { roomOnScreen } from "../navigation/createNavigation.ts";
import { nameRoom } from "../roomList/nameRoom.ts";

/**
 * The window is called after the room, with the number of unread rooms before it. Not counted is the room that somebody looks at:
 * with each message that comes there the number would only flash.
 */
export function useWindowTitle(): void {
    const translator = useI18n();
    const { navigation, rooms, crisis, attention } = useApp();
    const { roomId, view } = useStore(navigation);
    const room = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === roomId));
    const watchedId = useStore(attention) ? roomOnScreen({ view, roomId }) : null;
    const isCounted = (row: RoomRowSnapshot) => row.unreadCount > 0 && row.roomId !== watchedId;
    const unread = useSelect(rooms, (snapshot) => snapshot?.rows.filter(isCounted).length ?? 0);
    const isExerciseCrisis = useSelect(crisis, (snapshot) => currentCrisis(snapshot?.crises ?? [])?.exercise === true);
    const isExercise = view === "rooms" ? room?.exercise === true : view === "crisis" && isExerciseCrisis;
    const { t } = translator;
    const tools = {
        crisis: t("crisis.title"),
        settings: t("settings.title"),
        security: t("desk.title"),
        admin: t("rail.admin"),
    };
    const place = view !== "rooms" ? tools[view] : room === undefined ? t("rooms.name") : nameRoom(room, translator);
    useEffect(() => {
        const word = isExercise ? `${t("crisis.status.exercise")} · ` : "";
        const title = `${word}${t("title.window", { room: place })}`;
        document.title = unread > 0 ? `(${unread}) ${title}` : title;
    }, [t, place, unread, isExercise]);
}
