import { NavList, type NavListItem } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { adminPlaces } from "./adminPlaces.ts";
import { ManifestTree } from "./ManifestTree.tsx";

/** Places of the administrator, each with how much is there. */
export function AdminNav() {
    const { t, formats } = useI18n();
    const { place, progress, manifest, audit, links, orphans } = useAdmin();
    const { plan } = useStore(manifest);
    const current = useStore(place).place;
    const failing = useStore(links).value?.filter(({ state }) => state === "failing").length ?? null;
    const asked = useStore(progress)?.asked ?? null;
    const drift = plan?.drift ?? [];
    const isSevere = drift.some(({ severity }) => severity === "security");
    const changes =
        plan === null ? null : plan.counts.create + plan.counts.change + plan.counts.replace + plan.counts.destroy;
    const looks = {
        plan: { icon: "forward", count: changes, tone: "plain" },
        drift: { icon: "warning", count: plan === null ? null : drift.length, tone: isSevere ? "alarm" : "plain" },
        links: { icon: "cut", count: failing, tone: "alarm" },
        accounts: { icon: "user", count: null, tone: "plain" },
        leavers: { icon: "inbox", count: asked, tone: asked === null || asked === 0 ? "plain" : "alarm" },
        orphans: { icon: "people", count: useStore(orphans).value?.length ?? null, tone: "plain" },
        retention: { icon: "clock", count: null, tone: "plain" },
        audit: { icon: "file", count: useStore(audit).value?.count ?? null, tone: "plain" },
    } as const;
    const items = adminPlaces.map((id): NavListItem => {
        const text = t(`admin.nav.${id}`);
        const { count } = looks[id];
        return { id, text, ...looks[id], countName: count === null ? text : `${text}: ${formats.number(count)}` };
    });
    return (
        <NavList
            title={t("admin.nav")}
            items={items}
            currentId={current}
            onSelect={(id) => place.setState({ place: adminPlaces.find((known) => known === id) ?? "plan" })}
            foot={t("admin.nav.foot")}
        >
            <ManifestTree />
        </NavList>
    );
}
