import type { DeskLimitsSnapshot } from "@valise/bridge";
import { Button, Table } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { nameRole } from "../../labels/nameRole.ts";
import { useSelect } from "../../stores/useStore.ts";
import { officersOf } from "./officersOf.ts";
import { PersonCell } from "./PersonCell.tsx";

/** Who else signs, in every agency, and what one's own key may sign. */
export function OfficersPage({ limits }: { readonly limits: DeskLimitsSnapshot }) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { boot, membership, session } = useApp();
    const me = useSelect(session, (snapshot) => snapshot?.userId ?? null);
    const officers = officersOf(boot.agencies);
    const highest = limits.levels.findLast(({ allowed }) => allowed);
    const roles = formats.list(limits.roles.map((role) => nameRole(role, translator)));
    return (
        <>
            <section className="card" data-testid="own-key">
                <div className="card-head">
                    <h3>{t("officers.own", { officer: limits.officer })}</h3>
                </div>
                <div className="card-blank stack-tight small">
                    <p>
                        {t("officers.own.level", { text: highest?.marking.text ?? limits.policy })}{" "}
                        {roles !== "" && t("officers.own.roles", { roles })}
                    </p>
                    <p>
                        {t("desk.keyUntil", {
                            date: formats.date(limits.expiresAtMs),
                            days: formats.number(limits.maxDays),
                        })}
                    </p>
                </div>
            </section>
            <section className="card">
                <div className="card-head">
                    <h3>{t("desk.nav.officers")}</h3>
                </div>
                <p className="card-blank small muted">{t("officers.what")}</p>
                {officers.length === 0 ? (
                    <p className="card-blank muted">{t("officers.none")}</p>
                ) : (
                    <Table
                        name={t("desk.nav.officers")}
                        rowTestId="officer"
                        columns={[
                            { id: "person", title: t("desk.col.person") },
                            { id: "agency", title: t("trust.col.agency") },
                            { id: "act", title: t("desk.col.act"), isTitleHidden: true },
                        ]}
                        rows={officers.map(({ userId, agency }) => ({
                            id: userId,
                            cells: [
                                <PersonCell key="person" userId={userId} />,
                                agency.name,
                                userId === me ? (
                                    t("common.you")
                                ) : (
                                    <Button key="act" size="s" onPress={() => void membership.write(userId)}>
                                        {t("officers.write")}
                                    </Button>
                                ),
                            ],
                        }))}
                    />
                )}
            </section>
        </>
    );
}
