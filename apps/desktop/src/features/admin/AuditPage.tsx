import type { AuditRowSnapshot, AuditSnapshot } from "@valise/bridge";
import { Button, EmptyState, InlineNotice, Table, TimelineSkeleton } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useAdmin } from "./adminOf.ts";

/** Who changed what on this server, when and by which manifest: a chain that shows a missing or changed line. */
export function AuditPage() {
    const { t, formats } = useI18n();
    const { audit } = useAdmin();
    const { value, isBusy, failure } = useStore(audit);
    useEffect(() => void audit.load(), [audit]);
    return (
        <AdminPage title={t("admin.nav.audit")} actions={<Actions isBusy={isBusy} />} testId="admin-audit">
            <p className="small muted">{t("admin.audit.text")}</p>
            <FailureNotice failure={failure} />
            {value === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
            {value !== null && <Chain audit={value} />}
            {value !== null && value.rows.length > 0 && <AuditTable rows={value.rows} />}
            {value !== null && value.count > value.rows.length && (
                <p className="small muted">
                    {t("admin.audit.newest", {
                        shown: formats.number(value.rows.length),
                        total: formats.number(value.count),
                    })}
                </p>
            )}
        </AdminPage>
    );
}

function Actions({ isBusy }: { readonly isBusy: boolean }) {
    const { t } = useI18n();
    const { engine, shell, toasts } = useApp();
    const { audit } = useAdmin();
    const save = async () => {
        const read = await engine.commands.exportAudit({});
        if (!read.ok) return toasts.showFailure(read.error);
        const bytes = new TextEncoder().encode(read.value.text);
        if (await shell.saveFile({ name: "audit.jsonl", mimeType: "application/jsonl", bytes }))
            toasts.showText(t("admin.audit.saved"));
    };
    return (
        <span className="row wrap">
            <Button icon="redo" isBusy={isBusy} onPress={() => void audit.load()} testId="audit-again">
                {t("admin.again")}
            </Button>
            <Button icon="file" onPress={() => void save()} testId="audit-export">
                {t("admin.audit.export")}
            </Button>
        </span>
    );
}

function Chain({ audit: { count, brokenAt, missingSince } }: { readonly audit: AuditSnapshot }) {
    const { t, formats } = useI18n();
    if (brokenAt !== null)
        return (
            <InlineNotice
                tone="bad"
                role="alert"
                title={t("admin.audit.broken", { line: formats.number(brokenAt) })}
                testId="audit-broken"
            >
                {t("admin.audit.broken.next")}
            </InlineNotice>
        );
    if (missingSince !== null)
        return (
            <InlineNotice
                tone="bad"
                role="alert"
                title={t("admin.audit.missing", { count: missingSince })}
                testId="audit-missing"
            >
                {t("admin.audit.broken.next")}
            </InlineNotice>
        );
    if (count === 0) return <EmptyState icon="file" title={t("admin.audit.none")} testId="audit-none" />;
    return <InlineNotice tone="ok" title={t("admin.audit.whole", { count })} testId="audit-whole" />;
}

/** Acts of one entry that are printed; the rest is in the export. */
const ACTS = 8;

function AuditTable({ rows }: { readonly rows: readonly AuditRowSnapshot[] }) {
    const { t, formats } = useI18n();
    return (
        <Table
            name={t("admin.nav.audit")}
            columns={[
                { id: "number", title: t("admin.audit.number") },
                { id: "when", title: t("admin.audit.when") },
                { id: "by", title: t("admin.audit.by") },
                { id: "event", title: t("admin.audit.event") },
            ]}
            rows={rows.map(({ seq, atMs, by, event, revision, what }) => ({
                id: String(seq),
                cells: [
                    formats.number(seq),
                    formats.dateTime(atMs),
                    <span key="by" className="mono foreign">
                        {by}
                    </span>,
                    <span key="event">
                        <b>{t(`admin.audit.event.${event}`)}</b>
                        {revision !== null && (
                            <span className="muted"> {t("admin.audit.revision", { revision: String(revision) })}</span>
                        )}
                        {what.slice(0, ACTS).map((act) => (
                            <span key={act} className="small mono foreign audit-act">
                                {act}
                            </span>
                        ))}
                        {what.length > ACTS && (
                            <span className="small muted audit-act">
                                {t("admin.line.more", { number: formats.number(what.length - ACTS) })}
                            </span>
                        )}
                    </span>,
                ],
            }))}
            rowTestId="audit-row"
        />
    );
}
