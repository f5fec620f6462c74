import { Button, EmptyState, Table, Tag, TimelineSkeleton } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useAdmin } from "./adminOf.ts";
import type { LinkRow } from "./decideLinks.ts";
import { LinkFaults, LinksOfAll } from "./LinksOfAll.tsx";
import { TestLink } from "./TestLink.tsx";
import { useLinkRows } from "./useLinkRows.ts";

/** The ways between agencies as far as they are known here; then each of one's own server's, and when it was last heard from. */
export function LinksPage() {
    const { t } = useI18n();
    const { links } = useAdmin();
    const { value, isBusy, failure } = useStore(links);
    const server = useSelect(useApp().session, (snapshot) => snapshot?.agency?.serverName ?? "");
    useEffect(() => void links.load(), [links]);
    const rows = useLinkRows(value);
    return (
        <AdminPage
            title={t("admin.nav.links")}
            actions={
                <Button icon="redo" isBusy={isBusy} onPress={() => void links.load()} testId="links-again">
                    {t("admin.again")}
                </Button>
            }
            testId="admin-links"
        >
            <FailureNotice failure={failure} />
            <LinkFaults rows={rows} />
            <LinksOfAll />
            <p className="small muted">{t("admin.matrix.text")}</p>
            <h3>{t("admin.links.own", { server })}</h3>
            {value === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
            {value !== null && rows.length === 0 && <EmptyState icon="server" title={t("admin.links.empty")} />}
            {value !== null && rows.length > 0 && <LinkTable rows={rows} />}
        </AdminPage>
    );
}

function LinkTable({ rows }: { readonly rows: readonly LinkRow[] }) {
    const { t, formats } = useI18n();
    return (
        <Table
            name={t("admin.nav.links")}
            columns={[
                { id: "server", title: t("admin.links.server") },
                { id: "state", title: t("admin.links.state") },
                { id: "heard", title: t("admin.links.heard") },
                { id: "test", title: t("admin.links.test"), isTitleHidden: true },
            ]}
            rows={rows.map((row) => ({
                id: row.serverName,
                cells: [
                    <b key="server" className="foreign">
                        {row.serverName}
                    </b>,
                    <LinkState key="state" row={row} />,
                    row.heardMs === null ? t("admin.links.never") : formats.dateTime(row.heardMs),
                    <TestLink key="test" serverName={row.serverName} />,
                ],
            }))}
            rowTestId="link-row"
        />
    );
}

function LinkState({ row: { state, failingSinceMs, retryAtMs } }: { readonly row: LinkRow }) {
    const { t, formats } = useI18n();
    if (state === "ok") return <Tag tone="ok">{t("admin.links.ok")}</Tag>;
    if (state === "none") return <Tag>{t("admin.links.none")}</Tag>;
    return (
        <span className="row wrap">
            <Tag tone="bad">{t("admin.links.failing", { time: formats.dateTime(failingSinceMs ?? 0) })}</Tag>
            {retryAtMs !== null && (
                <span className="small muted">{t("admin.links.retry", { time: formats.time(retryAtMs) })}</span>
            )}
        </span>
    );
}
