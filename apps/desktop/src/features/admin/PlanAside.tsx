import { Button, Icon } from "@valise/ui";
import { useEffect } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { ChangedBy } from "./ChangedBy.tsx";
import { KeepDrift } from "./KeepDrift.tsx";
import { LinkFaults, LinksOfAll } from "./LinksOfAll.tsx";
import { PutBack } from "./PutBack.tsx";
import { useLinkRows } from "./useLinkRows.ts";

/** Changes by hand that stand beside a plan; the rest is one press away. */
const BESIDE = 5;

/** Beside a plan: what was changed by hand, and how the ways to partners are. */
export function PlanAside() {
    const { t } = useI18n();
    return (
        <aside className="plan-aside" aria-label={t("admin.plan.beside")} data-testid="plan-aside">
            <DriftBeside />
            <LinksBeside />
        </aside>
    );
}

function DriftBeside() {
    const { t, formats } = useI18n();
    const { manifest, place } = useAdmin();
    const { plan } = useStore(manifest);
    const drift = plan?.drift ?? [];
    const first = [...drift].sort((a, b) => Number(b.severity === "security") - Number(a.severity === "security"));
    return (
        <section className="stack">
            <h3>{t("admin.nav.drift")}</h3>
            {drift.length === 0 && <p className="small muted">{t("admin.drift.none.text")}</p>}
            {first.slice(0, BESIDE).map((row) => (
                <div key={`${row.key} ${row.name}`} className="aside-card" data-testid="drift-beside">
                    <p className="foreign">
                        {row.severity === "security" && <Icon name="warning" />} <b>{cleanName(row.key)}</b>{" "}
                        {t("admin.line.value", {
                            name: row.name,
                            value: cleanName(row.found ?? t("admin.drift.nothing")),
                        })}
                    </p>
                    <p className="small muted foreign">
                        {t("admin.line.value", {
                            name: t("admin.drift.expected"),
                            value: cleanName(row.expected ?? t("admin.drift.nothing")),
                        })}
                    </p>
                    <ChangedBy row={row} />
                    <p className="row wrap">
                        <PutBack row={row} />
                        <KeepDrift row={row} />
                    </p>
                </div>
            ))}
            {drift.length > BESIDE && (
                <Button size="s" variant="quiet" onPress={() => place.setState({ place: "drift" })}>
                    {t("admin.line.more", { number: formats.number(drift.length - BESIDE) })}
                </Button>
            )}
        </section>
    );
}

function LinksBeside() {
    const { t } = useI18n();
    const { links } = useAdmin();
    const { value } = useStore(links);
    useEffect(() => void links.load(), [links]);
    const rows = useLinkRows(value);
    if (value === null || rows.length === 0) return null;
    return (
        <section className="stack">
            <h3>{t("admin.matrix.title")}</h3>
            <LinksOfAll />
            <LinkFaults rows={rows} />
        </section>
    );
}
