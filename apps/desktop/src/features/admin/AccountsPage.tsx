import type { AccountRowSnapshot } from "@valise/bridge";
import {
    Button,
    EmptyState,
    IconButton,
    InlineNotice,
    Menu,
    Table,
    Tag,
    TextField,
    TimelineSkeleton,
} from "@valise/ui";
import { useEffect } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AccountDialogs } from "./AccountDialogs.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { ApplyDialog } from "./ApplyDialog.tsx";
import { ApplyOutcome, ApplyProgress } from "./ApplyProgress.tsx";
import { useAdmin } from "./adminOf.ts";
import type { AccountAct } from "./createAccountsViewModel.ts";
import { ExpiryLadder } from "./ExpiryLadder.tsx";

/** Accounts of the agency: found, made, locked, suspended, reactivated and ended, one at a time. */
export function AccountsPage() {
    const { t } = useI18n();
    const { accounts } = useAdmin();
    const { rows, isBusy, failure, question, draft } = useStore(accounts);
    useEffect(() => void accounts.search(), [accounts]);
    return (
        <>
            <AdminPage
                title={t("admin.nav.accounts")}
                actions={
                    <Button icon="plus" onPress={accounts.begin} testId="account-new">
                        {t("admin.accounts.new")}
                    </Button>
                }
                testId="admin-accounts"
            >
                <Search />
                <Outcome />
                {question === null && draft === null && <FailureNotice failure={failure} />}
                {rows === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
                {rows !== null && rows.length === 0 && (
                    <EmptyState icon="user" title={t("admin.accounts.none")} testId="accounts-none" />
                )}
                {rows !== null && rows.length > 0 && <AccountTable rows={rows} />}
                <ApplyProgress />
                <ApplyOutcome />
                <ExpiryLadder />
            </AdminPage>
            <AccountDialogs />
            <ApplyDialog />
        </>
    );
}

function Search() {
    const { t, formats } = useI18n();
    const { accounts } = useAdmin();
    const { text, rows, total, isBusy } = useStore(accounts);
    return (
        <form
            className="row wrap desk-new"
            onSubmit={(event) => {
                event.preventDefault();
                void accounts.search();
            }}
        >
            <TextField
                label={t("admin.accounts.search")}
                value={text}
                onChange={accounts.type}
                type="search"
                isVerbatim
                testId="account-query"
            />
            <Button type="submit" icon="search" isBusy={isBusy} testId="account-search">
                {t("admin.accounts.submit")}
            </Button>
            {rows !== null && (
                <span className="small muted">
                    {t("admin.accounts.shown", { shown: formats.number(rows.length), total: formats.number(total) })}
                </span>
            )}
        </form>
    );
}

/** What the last act came to, and what it leaves for others to do. */
function Outcome() {
    const { t, formats } = useI18n();
    const { done } = useStore(useAdmin().accounts);
    if (done === null) return null;
    const { act, result } = done;
    const name = cleanName(done.name);
    if (act === "create")
        return (
            <InlineNotice tone="ok" role="status" title={t("admin.accounts.new.done", { name })} testId="account-done">
                <code className="mono" data-testid="first-password">
                    {result.password}
                </code>
            </InlineNotice>
        );
    const title =
        act === "offboard"
            ? t("admin.accounts.done.offboard", { name, count: result.rooms })
            : t(`admin.accounts.done.${act}`, { name });
    const { partners, asked, isRevocationAsked, orphans } = result;
    const untold = partners.filter((partner) => !asked.includes(partner));
    return (
        <InlineNotice tone={act === "offboard" ? "warn" : "ok"} role="status" title={title} testId="account-done">
            {act === "offboard" && (
                <p>{t(isRevocationAsked ? "admin.accounts.done.revocation" : "admin.accounts.done.noRevocation")}</p>
            )}
            {asked.length > 0 && <p>{t("admin.accounts.done.asked", { names: formats.list(asked) })}</p>}
            {untold.length > 0 && <p>{t("admin.accounts.done.partners", { names: formats.list(untold) })}</p>}
            {orphans.length > 0 && <p>{t("admin.accounts.done.orphans", { names: formats.list(orphans) })}</p>}
            {act !== "offboard" && act !== "end-sessions" && <p>{t("admin.accounts.manifestNote")}</p>}
        </InlineNotice>
    );
}

const stateTones = { active: "ok", suspended: "warn", locked: "bad", ended: "plain" } as const;

function AccountTable({ rows }: { readonly rows: readonly AccountRowSnapshot[] }) {
    const { t } = useI18n();
    return (
        <Table
            name={t("admin.nav.accounts")}
            columns={[
                { id: "person", title: t("admin.plan.person") },
                { id: "state", title: t("admin.accounts.state") },
                { id: "kept", title: t("admin.accounts.kept") },
                { id: "expires", title: t("admin.accounts.expires") },
                { id: "acts", title: t("admin.accounts.act.lock"), isTitleHidden: true },
            ]}
            rows={rows.map((row) => ({
                id: row.userId,
                cells: [
                    <span key="person" className="foreign">
                        <b>{cleanName(row.displayName ?? row.userId)}</b> {row.isMe && t("admin.accounts.me")}{" "}
                        <span className="small muted mono audit-act">{row.userId}</span>
                        {row.isAdmin && <Tag tone="warn">{t("admin.accounts.admin")}</Tag>}
                    </span>,
                    <Tag key="state" tone={stateTones[row.state]}>
                        {t(`admin.accounts.state.${row.state}`)}
                    </Tag>,
                    t(row.isManaged ? "admin.accounts.manifest" : "admin.accounts.byHand"),
                    row.expires === null ? (
                        t("admin.accounts.noEnd")
                    ) : (
                        <LastDay key="expires" day={row.expires} reached={row.reached} />
                    ),
                    <Acts key="acts" row={row} />,
                ],
            }))}
            rowTestId="account-row"
        />
    );
}

/** The day itself included (UTC); how near it is, the server says. */
function LastDay({ day, reached }: { readonly day: string; readonly reached: AccountRowSnapshot["reached"] }) {
    const { t, formats } = useI18n();
    return (
        <span className="row wrap">
            {formats.mediumDate(Date.parse(`${day}T12:00:00Z`))}
            {reached?.stage === "ended" && <Tag tone="bad">{t("admin.ladder.over")}</Tag>}
            {reached !== null && reached.stage !== "ended" && (
                <Tag tone="warn">{t("admin.ladder.left", { count: reached.daysLeft })}</Tag>
            )}
        </span>
    );
}

const actsFor = ({ state }: AccountRowSnapshot): readonly AccountAct[] => {
    if (state === "active") return ["suspend", "lock", "end-sessions", "offboard"];
    return state === "suspended" ? ["reactivate", "lock", "end-sessions", "offboard"] : ["reactivate", "offboard"];
};

/** Nothing is offered of an account that is over, nor of one's own. */
function Acts({ row }: { readonly row: AccountRowSnapshot }) {
    const { t } = useI18n();
    const { accounts } = useAdmin();
    if (row.state === "ended" || row.isMe) return null;
    const name = t("admin.accounts.acts", { name: cleanName(row.displayName ?? row.userId) });
    const acts = actsFor(row);
    return (
        <Menu
            name={name}
            trigger={<IconButton icon="dots" name={name} testId="account-acts" />}
            entries={acts.map((id) => ({ id, text: t(`admin.accounts.act.${id}`), isDestructive: id === "offboard" }))}
            onAction={(id) => {
                const act = acts.find((each) => each === id);
                if (act !== undefined) accounts.ask(act, row);
            }}
            testId="account-menu"
        />
    );
}
