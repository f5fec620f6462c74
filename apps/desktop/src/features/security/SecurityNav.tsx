import { NavList, type NavListItem } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { countDesk, type DeskPlace, deskPlaces } from "./decideDesk.ts";
import { officersOf } from "./officersOf.ts";

/** Places of the desk, each with how much is there. */
export function SecurityNav() {
    const { t, formats } = useI18n();
    const { desk, deskForm, clearance, clock, boot } = useApp();
    const snapshot = useStore(desk);
    const bundleSeq = useSelect(clearance, (own) => own?.trust.bundleSeq ?? null);
    const { place } = useStore(deskForm);
    const counts = snapshot === null ? null : countDesk(snapshot, clock.nowMs());
    const listedMs = snapshot?.listIssuedAtMs ?? null;
    const none = { tone: "plain", count: null } as const;
    const looks: Record<DeskPlace, Pick<NavListItem, "icon" | "count" | "tone" | "note" | "group">> = {
        all: { icon: "id", count: snapshot?.rows.length ?? 0, tone: "plain" },
        requests: { icon: "inbox", count: counts?.requests ?? 0, tone: "unread" },
        anomalies: { icon: "warning", count: counts?.anomalies ?? 0, tone: "alarm" },
        revoked: { icon: "stop", count: counts?.revoked ?? 0, tone: "plain" },
        spills: { icon: "eye", count: counts?.spills ?? 0, tone: "alarm" },
        log: { icon: "clock", count: snapshot?.entryCount ?? 0, tone: "plain" },
        officers: {
            icon: "people",
            count: officersOf(boot.agencies).length,
            tone: "plain",
            group: t("desk.nav.trust"),
        },
        bundle: {
            ...{ icon: "shieldCheck", ...none },
            note: bundleSeq === null ? "" : t("trust.number", { number: formats.number(bundleSeq) }),
        },
        lists: {
            ...{ icon: "redo", ...none },
            note: listedMs === null ? "" : formats.duration(clock.nowMs() - listedMs),
        },
    };
    const items = deskPlaces.map((id): NavListItem => {
        const text = t(`desk.nav.${id}`);
        const { count, note } = looks[id];
        return { id, text, ...looks[id], countName: `${text}: ${note ?? formats.number(count ?? 0)}` };
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
