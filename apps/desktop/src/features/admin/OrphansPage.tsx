import { Button, EmptyState, Table, TimelineSkeleton } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useAdmin } from "./adminOf.ts";

/** Rooms with people of one's agency that none of them may keep. Looked for on demand, since it asks much of the server. */
export function OrphansPage() {
    const { t, formats } = useI18n();
    const { orphans } = useAdmin();
    const { value, isBusy, failure } = useStore(orphans);
    return (
        <AdminPage
            title={t("admin.nav.orphans")}
            actions={
                <Button icon="search" isBusy={isBusy} onPress={() => void orphans.load()} testId="orphans-find">
                    {t("admin.orphans.find")}
                </Button>
            }
            testId="admin-orphans"
        >
            <p className="ink2">{t("admin.orphans.text")}</p>
            <p className="small muted">{t("admin.orphans.slow")}</p>
            <FailureNotice failure={failure} />
            {value === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
            {value !== null && value.length === 0 && (
                <EmptyState icon="check" title={t("admin.orphans.none")} testId="orphans-none" />
            )}
            {value !== null && value.length > 0 && (
                <Table
                    name={t("admin.nav.orphans")}
                    columns={[
                        { id: "room", title: t("admin.plan.room") },
                        { id: "people", title: t("admin.orphans.people") },
                        { id: "servers", title: t("admin.orphans.servers") },
                    ]}
                    rows={value.map(({ roomId, name, localCount, servers }) => ({
                        id: roomId,
                        cells: [
                            <span key="room" className="foreign">
                                {name === null ? null : <b>{cleanName(name)} </b>}
                                <span className="mono">{roomId}</span>
                            </span>,
                            formats.number(localCount),
                            formats.list(servers),
                        ],
                    }))}
                    rowTestId="orphan-row"
                />
            )}
        </AdminPage>
    );
}
