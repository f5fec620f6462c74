import { EmptyState, InlineNotice, Table } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { ApplyDialog } from "./ApplyDialog.tsx";
import { ApplyOutcome, ApplyProgress } from "./ApplyProgress.tsx";
import { useAdmin } from "./adminOf.ts";
import { ChangedBy } from "./ChangedBy.tsx";
import { HandMadeRooms } from "./HandMadeRooms.tsx";
import { KeepDrift } from "./KeepDrift.tsx";
import { KeptNotice } from "./KeptNotice.tsx";
import { NeedsPlan } from "./NeedsPlan.tsx";
import { PutBack } from "./PutBack.tsx";

/** What was changed by hand since the last apply; what concerns security stands apart and first. */
export function DriftPage() {
    const { t } = useI18n();
    const { plan, failure } = useStore(useAdmin().manifest);
    if (plan === null) return <NeedsPlan />;
    const security = plan.drift.filter(({ severity }) => severity === "security");
    const plain = plan.drift.filter(({ severity }) => severity === "plain");
    return (
        <AdminPage title={t("admin.nav.drift")} testId="admin-drift">
            <FailureNotice failure={failure} />
            <ApplyProgress />
            <ApplyOutcome />
            <ApplyDialog />
            <KeptNotice />
            {plan.drift.length === 0 && (
                <EmptyState icon="check" title={t("admin.drift.none")} testId="drift-none">
                    {t("admin.drift.none.text")}
                </EmptyState>
            )}
            {security.length > 0 && (
                <InlineNotice tone="bad" title={t("admin.drift.security")} testId="drift-security">
                    <DriftTable rows={security} name={t("admin.drift.security")} />
                </InlineNotice>
            )}
            {plain.length > 0 && (
                <div className="stack">
                    <h3>{t("admin.drift.plain")}</h3>
                    <DriftTable rows={plain} name={t("admin.drift.plain")} />
                </div>
            )}
            {plan.drift.length > 0 && <p className="small muted">{t("admin.drift.next")}</p>}
            <HandMadeRooms />
        </AdminPage>
    );
}

type DriftRow = NonNullable<ReturnType<ReturnType<typeof useAdmin>["manifest"]["getState"]>["plan"]>["drift"][number];

function DriftTable({ rows, name }: { readonly rows: readonly DriftRow[]; readonly name: string }) {
    const { t } = useI18n();
    const nothing = t("admin.drift.nothing");
    return (
        <Table
            name={name}
            columns={[
                { id: "key", title: t("admin.drift.what") },
                { id: "expected", title: t("admin.drift.expected") },
                { id: "found", title: t("admin.drift.found") },
                { id: "back", title: t("admin.drift.putBack"), isTitleHidden: true },
            ]}
            rows={rows.map((row) => ({
                id: `${row.key} ${row.name}`,
                cells: [
                    <span key="key">
                        <span className="mono foreign">
                            {row.key} {row.name}
                        </span>
                        <ChangedBy row={row} />
                    </span>,
                    <span key="expected" className="foreign">
                        {row.expected ?? nothing}
                    </span>,
                    <b key="found" className="foreign">
                        {row.found ?? nothing}
                    </b>,
                    <span key="back" className="row wrap end">
                        <PutBack row={row} />
                        <KeepDrift row={row} />
                    </span>,
                ],
            }))}
            rowTestId="drift-row"
        />
    );
}
