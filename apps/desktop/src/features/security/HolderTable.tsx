import type { DeskHolderSnapshot, DeskSnapshot } from "@valise/bridge";
import {
    Button,
    Icon,
    IconButton,
    type IconName,
    LabelBadge,
    Menu,
    SearchBox,
    SegmentedControl,
    Table,
    Tag,
} from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { nameRole } from "../../labels/nameRole.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { useStore } from "../../stores/useStore.ts";
import type { Standing } from "./createDeskViewModel.ts";
import { type HolderFilter, holdersIn, isEnding } from "./decideDesk.ts";
import { PersonCell } from "./PersonCell.tsx";

/** As many as a look takes in; a search finds the rest. */
const shownAtFirst = 100;
const filters = ["all", "ending", "roles"] as const satisfies readonly HolderFilter[];

/** Everyone attested by this desk, what ends first at the top. */
export function HolderTable({ desk }: { readonly desk: DeskSnapshot }) {
    const { t, formats } = useI18n();
    const { deskForm, clock } = useApp();
    const view = useStore(deskForm);
    const [isWhole, setWhole] = useState(false);
    const holders = holdersIn(desk, view.place, view.filter, view.query, clock.nowMs());
    const shown = isWhole ? holders : holders.slice(0, shownAtFirst);
    const words = { all: t("rooms.filter.all"), ending: t("desk.col.ends"), roles: t("desk.issue.roles") };
    return (
        <section className="card">
            <div className="card-head">
                <h3>{t("desk.holders")}</h3>
                <div className="card-search">
                    <SearchBox
                        name={t("desk.search")}
                        placeholder={t("desk.search")}
                        value={view.query}
                        onChange={(query) => deskForm.show({ query })}
                    />
                </div>
                <span className="end">
                    <SegmentedControl
                        name={t("desk.holders")}
                        value={view.filter}
                        onChange={(filter) => deskForm.show({ filter })}
                        options={filters.map((value) => {
                            const count = holdersIn(desk, view.place, value, "", clock.nowMs()).length;
                            return { value, text: `${words[value]} ${formats.number(count)}` };
                        })}
                    />
                </span>
            </div>
            {shown.length === 0 ? (
                <p className="card-blank muted">{t("desk.holders.none")}</p>
            ) : (
                <Table
                    name={t("desk.holders")}
                    rowTestId="desk-holder"
                    columns={[
                        { id: "person", title: t("desk.col.person") },
                        { id: "level", title: t("desk.col.level") },
                        { id: "claims", title: t("desk.col.claims") },
                        { id: "ends", title: t("desk.col.ends") },
                        { id: "status", title: t("desk.col.status") },
                        { id: "act", title: t("desk.col.act"), isTitleHidden: true },
                    ]}
                    rows={shown.map((holder) => ({
                        id: holder.userId,
                        isSelected: holder.userId === view.draft?.userId,
                        cells: cellsOf(holder),
                    }))}
                />
            )}
            {shown.length < holders.length && (
                <div className="card-blank">
                    <Button size="s" variant="link" onPress={() => setWhole(true)}>
                        {t("readers.more", { count: holders.length - shown.length })}
                    </Button>
                </div>
            )}
        </section>
    );
}

function cellsOf(holder: DeskHolderSnapshot) {
    return [
        <PersonCell key="person" userId={holder.userId} />,
        holder.marking === null ? "" : <LabelBadge key="level" label={toLabel(holder.marking)} />,
        <Claims key="claims" holder={holder} />,
        <Ends key="ends" holder={holder} />,
        <Status key="status" holder={holder} />,
        <Acts key="acts" holder={holder} />,
    ];
}

function Claims({ holder }: { readonly holder: DeskHolderSnapshot }) {
    const translator = useI18n();
    const values = (holder.want ?? "")
        .split(" ")
        .slice(1)
        .flatMap((set) => (set.split("=")[1] ?? "").split(","));
    const roles = holder.roles.map((role) => nameRole(role, translator));
    return <span className="small ink2">{[...values, ...roles].join(", ")}</span>;
}

function Ends({ holder }: { readonly holder: DeskHolderSnapshot }) {
    const { formats } = useI18n();
    const { clock } = useApp();
    const nowMs = clock.nowMs();
    return (
        <span className="row wrap small">
            {formats.mediumDate(holder.expiresAtMs)}
            {isEnding(holder, nowMs) && <Tag tone="warn">{formats.duration(holder.expiresAtMs - nowMs)}</Tag>}
        </span>
    );
}

const statusLooks = {
    valid: ["check", "is-ok"],
    expired: ["clock", "is-warn"],
    revoked: ["stop", "muted"],
    suspended: ["stop", "is-warn"],
    "identity-changed": ["shieldX", "is-bad"],
    offboarded: ["stop", "is-bad"],
} as const satisfies Record<DeskHolderSnapshot["status"], readonly [IconName, string]>;

function Status({ holder }: { readonly holder: DeskHolderSnapshot }) {
    const { t } = useI18n();
    const [icon, tone] = statusLooks[holder.status];
    return (
        <>
            <span className={`state ${tone}`} data-testid="desk-status" data-state={holder.status}>
                <Icon name={icon} size="s" />
                {t(`desk.status.${holder.status}`)}
            </span>
            {holder.identity === "not-checked" && <div className="small is-warn">{t("desk.notChecked")}</div>}
        </>
    );
}

/** Renewing is one press; what takes away asks first. */
function Acts({ holder }: { readonly holder: DeskHolderSnapshot }) {
    const { t } = useI18n();
    const { deskForm, agencies } = useApp();
    const name = agencies.person(holder.userId, holder.userId).displayName;
    const ask = (act: Standing) => deskForm.askStanding({ userId: holder.userId, act, reason: "" });
    if (holder.status === "offboarded")
        return (
            <Button size="s" variant="danger" onPress={() => ask("revoked")} testId="desk-revoke">
                {t("desk.revoke")}
            </Button>
        );
    const isTaken = holder.status === "revoked";
    const entries = [
        ...(holder.status === "suspended"
            ? [{ id: "reinstated", text: t("desk.reinstate"), icon: "redo" } as const]
            : []),
        ...(holder.status === "valid" ? [{ id: "suspended", text: t("desk.suspend"), icon: "clock" } as const] : []),
        { id: "revoked", text: t("desk.revoke"), icon: "stop", isDestructive: true } as const,
    ];
    return (
        <span className="row">
            <Button size="s" onPress={() => deskForm.decide(holder)} testId="desk-renew">
                {t("desk.renew")}
            </Button>
            {!isTaken && (
                <Menu
                    name={t("desk.more", { name })}
                    trigger={<IconButton icon="dots" name={t("desk.more", { name })} testId="desk-more" />}
                    entries={entries}
                    onAction={(id) => ask(id === "suspended" || id === "reinstated" ? id : "revoked")}
                />
            )}
        </span>
    );
}
