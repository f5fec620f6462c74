import type { PlanSnapshot } from "@valise/bridge";
import { Table, Tag } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { AskForOne } from "./AskForOne.tsx";
import { useAdmin } from "./adminOf.ts";

type LadderRow = PlanSnapshot["ladder"][number];

/** Accounts of the open manifest that end within a month or have ended, and whether that was done on the server. */
export function ExpiryLadder() {
    const { t, formats } = useI18n();
    const { plan } = useStore(useAdmin().manifest);
    if (plan === null || plan.ladder.length === 0) return null;
    const dayOf = (day: string) => formats.mediumDate(Date.parse(`${day}T12:00:00Z`));
    return (
        <div className="stack" data-testid="ladder">
            <h3>{t("admin.ladder.title")}</h3>
            <p className="small muted">{t("admin.ladder.text")}</p>
            <Table
                name={t("admin.ladder.title")}
                columns={[
                    { id: "person", title: t("admin.plan.person") },
                    { id: "stage", title: t("admin.ladder.stage") },
                    { id: "expires", title: t("admin.accounts.expires") },
                    { id: "act", title: t("admin.ladder.lock"), isTitleHidden: true },
                ]}
                rows={plan.ladder.map((row) => ({
                    id: row.key,
                    cells: [
                        <span key="person" className="foreign">
                            <b>{cleanName(row.name)}</b>{" "}
                            <span className="small muted mono audit-act">{row.userId}</span>
                        </span>,
                        <Stage key="stage" row={row} />,
                        dayOf(row.expires),
                        <LockNow key="act" row={row} />,
                    ],
                }))}
                rowTestId="ladder-row"
            />
        </div>
    );
}

function Stage({ row: { stage, daysLeft, isLocked } }: { readonly row: LadderRow }) {
    const { t } = useI18n();
    if (stage !== "ended")
        return <Tag tone={stage === 30 ? "plain" : "warn"}>{t("admin.ladder.left", { count: daysLeft })}</Tag>;
    return <Tag tone={isLocked ? "ok" : "bad"}>{t(isLocked ? "admin.ladder.locked" : "admin.ladder.due")}</Tag>;
}

/** The last step of the ladder, where it is not taken yet: the plan's own, for this account alone. */
function LockNow({ row: { key, name, stage, isLocked } }: { readonly row: LadderRow }) {
    const { t } = useI18n();
    if (stage !== "ended" || isLocked) return null;
    const accessibleName = t("admin.ladder.lock.name", { name: cleanName(name) });
    return <AskForOne planKey={key} text={t("admin.ladder.lock")} name={accessibleName} testId="ladder-lock" />;
}
