import { NavList, type NavListItem } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { countDesk, deskPlaces } from "./decideDesk.ts";

/** Places of the desk, each with how much is there. */
export function SecurityNav() {
    const { t, formats } = useI18n();
    const { desk, deskForm, clock } = useApp();
    const snapshot = useStore(desk);
    const { place } = useStore(deskForm);
    const counts = snapshot === null ? null : countDesk(snapshot, clock.nowMs());
    const looks = {
        all: { icon: "id", count: snapshot?.rows.length ?? 0, tone: "plain" },
        requests: { icon: "inbox", count: counts?.requests ?? 0, tone: "unread" },
        anomalies: { icon: "warning", count: counts?.anomalies ?? 0, tone: "alarm" },
        revoked: { icon: "stop", count: counts?.revoked ?? 0, tone: "plain" },
        log: { icon: "clock", count: snapshot?.entryCount ?? 0, tone: "plain" },
    } as const;
    const items = deskPlaces.map((id): NavListItem => {
        const text = t(`desk.nav.${id}`);
        return { id, text, ...looks[id], countName: `${text}: ${formats.number(looks[id].count)}` };
    });
    return (
        <NavList
            title={t("desk.nav")}
            items={items}
            currentId={place}
            onSelect={(id) => deskForm.show({ place: deskPlaces.find((known) => known === id) ?? "all" })}
            foot={t("desk.nav.foot")}
        />
    );
}
