import { EmptyState, Table, Tag } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { AdminPage } from "./AdminPage.tsx";
import { useAdmin } from "./adminOf.ts";
import { NeedsPlan } from "./NeedsPlan.tsx";

/** How long each room's messages are kept: as wished, and as the server does. */
export function RetentionPage() {
    const { t, formats } = useI18n();
    const { plan } = useStore(useAdmin().manifest);
    if (plan === null) return <NeedsPlan />;
    const say = (seconds: number | null) =>
        seconds === null ? t("admin.retention.forever") : formats.duration(seconds * 1000);
    return (
        <AdminPage title={t("admin.nav.retention")} testId="admin-retention">
            <p className="small muted">{t("admin.retention.text")}</p>
            {plan.retention.length === 0 ? (
                <EmptyState icon="clock" title={t("admin.retention.none")} />
            ) : (
                <Table
                    name={t("admin.nav.retention")}
                    columns={[
                        { id: "room", title: t("admin.plan.room") },
                        { id: "label", title: t("admin.plan.label") },
                        { id: "wanted", title: t("admin.retention.wanted") },
                        { id: "found", title: t("admin.retention.found") },
                    ]}
                    rows={plan.retention.map(({ key, title, label, wantedS, foundS }) => ({
                        id: key,
                        cells: [
                            <span key="room" className="foreign">
                                {cleanName(title)}
                            </span>,
                            label ?? "",
                            say(wantedS),
                            foundS === undefined ? (
                                <span key="found" className="muted">
                                    {t("admin.retention.notYet")}
                                </span>
                            ) : (
                                <span key="found" className="row wrap">
                                    {say(foundS)}
                                    {foundS !== wantedS && <Tag tone="warn">{t("admin.retention.differs")}</Tag>}
                                </span>
                            ),
                        ],
                    }))}
                    rowTestId="retention-row"
                />
            )}
        </AdminPage>
    );
}
