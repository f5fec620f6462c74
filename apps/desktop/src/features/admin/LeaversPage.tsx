import type { LeaversSnapshot } from "@valise/bridge";
import { Button, Dialog, EmptyState, InlineNotice, Table, Tag, TimelineSkeleton } from "@valise/ui";
import { useEffect } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useAdmin } from "./adminOf.ts";
import { LockedNotice } from "./LockedNotice.tsx";

/** Who has left at partners and is still in rooms here, and whether partners have emptied theirs of one's own. */
export function LeaversPage() {
    const { t } = useI18n();
    const { leavers } = useAdmin();
    const { value, isBusy, failure, question } = useStore(leavers);
    useEffect(() => void leavers.load(), [leavers]);
    return (
        <>
            <AdminPage
                title={t("admin.nav.leavers")}
                actions={
                    <Button icon="redo" isBusy={isBusy} onPress={() => void leavers.load()} testId="leavers-again">
                        {t("admin.again")}
                    </Button>
                }
                testId="admin-leavers"
            >
                <Outcome />
                {question === null && <FailureNotice failure={failure} />}
                {value === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
                {value !== null && <Leavers value={value} />}
            </AdminPage>
            {question !== null && <Question question={question} />}
        </>
    );
}

function Leavers({ value: { canAsk, asked, own } }: { readonly value: LeaversSnapshot }) {
    const { t } = useI18n();
    if (!canAsk)
        return <InlineNotice tone="warn" title={t("admin.leavers.noTrustRoom")} testId="leavers-none-possible" />;
    return (
        <div className="stack">
            <h3>{t("admin.leavers.asked")}</h3>
            <p className="small muted">{t("admin.leavers.asked.text")}</p>
            {asked.length === 0 && (
                <EmptyState icon="check" title={t("admin.leavers.asked.none")} testId="leavers-none" />
            )}
            {asked.length > 0 && <Asked rows={asked} />}
            <h3>{t("admin.leavers.own")}</h3>
            <p className="small muted">{t("admin.leavers.own.text")}</p>
            {own.length === 0 ? <p>{t("admin.leavers.own.none")}</p> : <Own rows={own} />}
        </div>
    );
}

type Room = LeaversSnapshot["asked"][number]["rooms"][number];
const nameOf = ({ title, roomId }: Room): string => cleanName(title ?? roomId);

/** Rooms of one person, with those that nobody here can empty. */
function Rooms({ rooms }: { readonly rooms: readonly Room[] }) {
    const { t } = useI18n();
    return (
        <ul className="stack">
            {rooms.map((room) => (
                <li key={room.roomId} className="row wrap foreign">
                    <b>{nameOf(room)}</b>
                    {room.title !== null && <span className="small muted mono audit-act">{room.roomId}</span>}
                    {!room.canRemove && <Tag tone="bad">{t("admin.leavers.cannot")}</Tag>}
                </li>
            ))}
        </ul>
    );
}

function Asked({ rows }: { readonly rows: LeaversSnapshot["asked"] }) {
    const { t, formats } = useI18n();
    const { leavers } = useAdmin();
    return (
        <Table
            name={t("admin.leavers.asked")}
            columns={[
                { id: "person", title: t("admin.plan.person") },
                { id: "since", title: t("admin.leavers.since") },
                { id: "rooms", title: t("admin.leavers.rooms") },
                { id: "remove", title: t("admin.leavers.remove"), isTitleHidden: true },
            ]}
            rows={rows.map((row) => ({
                id: row.userId,
                cells: [
                    <span key="person" className="mono foreign audit-act">
                        {row.userId}
                    </span>,
                    formats.dateTime(row.askedAtMs),
                    <Rooms key="rooms" rooms={row.rooms} />,
                    row.rooms.some(({ canRemove }) => canRemove) ? (
                        <Button
                            key="remove"
                            size="s"
                            variant="danger"
                            onPress={() => leavers.ask(row)}
                            accessibleName={t("admin.leavers.remove.name", { name: row.userId })}
                            testId="leaver-remove"
                        >
                            {t("admin.leavers.remove")}
                        </Button>
                    ) : null,
                ],
            }))}
            rowTestId="leaver-row"
        />
    );
}

function Own({ rows }: { readonly rows: LeaversSnapshot["own"] }) {
    const { t, formats } = useI18n();
    return (
        <Table
            name={t("admin.leavers.own")}
            columns={[
                { id: "person", title: t("admin.plan.person") },
                { id: "since", title: t("admin.leavers.since") },
                { id: "cleared", title: t("admin.leavers.cleared") },
                { id: "open", title: t("admin.leavers.open") },
            ]}
            rows={rows.map(({ userId, askedAtMs, cleared, open }) => ({
                id: userId,
                cells: [
                    <span key="person" className="mono foreign audit-act">
                        {userId}
                    </span>,
                    formats.dateTime(askedAtMs),
                    cleared.length === 0 ? "–" : formats.list(cleared),
                    open.length > 0 ? (
                        formats.list(open)
                    ) : (
                        <Tag key="open" tone="ok">
                            {t("admin.leavers.all")}
                        </Tag>
                    ),
                ],
            }))}
            rowTestId="own-leaver-row"
        />
    );
}

function Outcome() {
    const { t } = useI18n();
    const { done } = useStore(useAdmin().leavers);
    if (done === null) return null;
    const { userId, rooms } = done;
    const title =
        rooms === null
            ? t("admin.leavers.notAsked", { name: userId })
            : t("admin.leavers.done", { name: userId, count: rooms });
    return (
        <InlineNotice tone={rooms === null ? "warn" : "ok"} role="status" title={title} testId="leaver-done">
            {rooms !== null && <p>{t("admin.leavers.manifestNote")}</p>}
        </InlineNotice>
    );
}

function Question({ question }: { readonly question: LeaversSnapshot["asked"][number] }) {
    const { t } = useI18n();
    const { leavers } = useAdmin();
    const { isBusy, failure, locked } = useStore(leavers);
    return (
        <Dialog
            title={t("admin.leavers.ask", { name: question.userId })}
            isOpen
            onClose={leavers.close}
            closeName={t("common.close")}
            role="alertdialog"
            testId="leaver-question"
            footer={
                <>
                    <Button onPress={leavers.close}>{t("common.cancel")}</Button>
                    <Button
                        variant="danger"
                        isBusy={isBusy}
                        onPress={() => void leavers.confirm(false)}
                        testId="leaver-confirm"
                    >
                        {t("admin.leavers.remove.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>{t("admin.leavers.why")}</p>
                <Rooms rooms={question.rooms} />
                {locked !== null && (
                    <LockedNotice holder={locked} isBusy={isBusy} onBreak={() => void leavers.confirm(true)} />
                )}
                <FailureNotice failure={failure} />
            </div>
        </Dialog>
    );
}
