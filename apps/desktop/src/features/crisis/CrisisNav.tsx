import { LinkList, NavList, type NavListItem, NavRooms } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { crisisPages } from "../navigation/createNavigation.ts";
import { crisisRoomsOf } from "./crisisRooms.ts";
import { useLinks } from "./links/useLinks.ts";
import { isAsked } from "./openAlarms.ts";
import { pickText } from "./pickText.ts";

const icons = { overview: "horn", rollCall: "people", log: "file", tasks: "check", duty: "id", links: "bag" } as const;

/** Places of the crisis, its emergency rooms, and who has the watch. */
export function CrisisNav() {
    const translator = useI18n();
    const { t, formats, language } = translator;
    const { crisis, rooms, navigation, clock, session } = useApp();
    const snapshot = useStore(crisis);
    const { crisisPage } = useStore(navigation);
    const own = useStore(session)?.agency?.trust?.agencyUrn;
    const nowMs = clock.nowMs();
    const asked = (snapshot?.rows ?? []).filter((row) => isAsked(row, nowMs)).length;
    const counts = {
        overview: asked,
        rollCall: (snapshot?.rows ?? []).filter(({ ask }) => ask?.rollCall != null).length,
        log: null,
        tasks: null,
        links: null,
        duty: (snapshot?.duty ?? []).filter(({ holderId }) => holderId !== null).length,
    };
    const items = crisisPages.map((id): NavListItem => {
        const text = t(`crisis.nav.${id}`);
        const count = counts[id];
        const countName = count === null ? text : `${text}: ${formats.number(count)}`;
        return { id, text, icon: icons[id], count, tone: id === "overview" ? "alarm" : "plain", countName };
    });
    const links = useLinks();
    const emergency = crisisRoomsOf(snapshot?.crises ?? [], useStore(rooms)?.rows ?? [], translator);
    const watches = (snapshot?.duty ?? []).filter(({ agency }) => agency === own);
    const foot = watches.map(({ names, role, holderName }) => {
        const name = pickText(names, language)?.text ?? role;
        if (holderName === null) return t("crisis.watch.nobody", { role: name });
        return t("crisis.watch", { role: name, name: cleanName(holderName) });
    });
    return (
        <NavList
            title={t("crisis.title")}
            items={items}
            currentId={crisisPage}
            onSelect={(id) => navigation.openCrisis(crisisPages.find((page) => page === id))}
            foot={foot.length === 0 ? undefined : foot.join(" · ")}
        >
            {emergency.length > 0 && (
                <NavRooms
                    title={t("crisis.rooms")}
                    rooms={emergency.map(({ row, crisis: { phase }, name }) => ({
                        id: row.roomId,
                        name,
                        label: row.marking === null ? undefined : toLabel(row.marking),
                        detail: `${row.exercise ? `${t("crisis.status.exercise")} · ` : ""}${t(`crisis.phase.${phase}`)}`,
                        unread:
                            row.unreadCount === 0
                                ? undefined
                                : { count: row.unreadCount, name: t("rooms.unread", { count: row.unreadCount }) },
                    }))}
                    onOpen={(id) => {
                        const room = emergency.find(({ row }) => row.roomId === id);
                        if (room !== undefined) navigation.openRoom(room.row.roomId);
                    }}
                />
            )}
            {links.length > 0 && (
                <LinkList
                    title={t("links.title")}
                    links={links}
                    onOpen={() => navigation.openCrisis("links")}
                    onBag={(agency) => navigation.openDialog({ kind: "bag-export", agency })}
                    words={{ bag: t("bag.open"), bagFor: (agency) => t("bag.for", { agency }) }}
                />
            )}
        </NavList>
    );
}
