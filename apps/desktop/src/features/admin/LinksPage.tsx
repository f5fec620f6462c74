import type { LinkSnapshot } from "@valise/bridge";
import { Button, EmptyState, Table, Tag, TimelineSkeleton } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useAdmin } from "./adminOf.ts";

/** One's own server's way to each partner: whether what is sent arrives, and when anything was last heard from there. */
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
            <p className="small muted">{t("admin.links.text", { server })}</p>
            <FailureNotice failure={failure} />
            {value === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
            {value !== null && rows.length === 0 && <EmptyState icon="server" title={t("admin.links.empty")} />}
            {value !== null && rows.length > 0 && <LinkTable rows={rows} />}
        </AdminPage>
    );
}

type LinkRow = LinkSnapshot & { readonly heardMs: number | null };

/** Every configured agency and every server that was ever sent to, with what this person's own client has heard. */
export function useLinkRows(links: readonly LinkSnapshot[] | null): readonly LinkRow[] {
    const { boot, crisis, session } = useApp();
    const own = useSelect(session, (snapshot) => snapshot?.agency?.serverName ?? "");
    const weather = useSelect(crisis, (snapshot) => snapshot?.weather) ?? [];
    const known = new Map((links ?? []).map((link) => [link.serverName, link]));
    const names = new Set([...boot.agencies.map(({ serverName }) => serverName), ...known.keys()]);
    names.delete(own);
    return [...names].sort().map((serverName) => {
        const urn = boot.agencies.find((agency) => agency.serverName === serverName)?.trust?.agencyUrn;
        const heardMs = weather.find(({ agency }) => agency === urn)?.lastHeardMs ?? null;
        const none = { serverName, state: "none" as const, failingSinceMs: null, retryAtMs: null };
        return { ...(known.get(serverName) ?? none), heardMs };
    });
}

function LinkTable({ rows }: { readonly rows: readonly LinkRow[] }) {
    const { t, formats } = useI18n();
    const { engine, toasts } = useApp();
    const { links } = useAdmin();
    const test = async (serverName: string) => {
        const tried = await engine.commands.retryLink({ serverName });
        if (!tried.ok) return toasts.showFailure(tried.error);
        await links.load();
    };
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
                    <Button
                        key="test"
                        size="s"
                        onPress={() => void test(row.serverName)}
                        accessibleName={t("admin.links.test.name", { server: row.serverName })}
                        testId="link-test"
                    >
                        {t("admin.links.test")}
                    </Button>,
                ],
            }))}
            rowTestId="link-row"
        />
    );
}

export function LinkState({ row: { state, failingSinceMs, retryAtMs } }: { readonly row: LinkRow }) {
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
