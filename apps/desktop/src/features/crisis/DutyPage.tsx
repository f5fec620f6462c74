import type { DutyRoleSnapshot, UserId } from "@valise/bridge";
import { AgencyTag, Button, EmptyState, Icon, InlineNotice, Table } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameDuty } from "./nameDuty.ts";
import { cleanText } from "./pickText.ts";
import { agencyByName, titleOf } from "./toBroadcast.ts";

/** Who has the watch, in every agency; what is offered to me stands first, with the word of whoever gives it. */
export function DutyPage() {
    const translator = useI18n();
    const { t } = translator;
    const { crisis, watch } = useApp();
    const duty = useStore(crisis)?.duty ?? [];
    const { failure } = useStore(watch);
    if (duty.length === 0) {
        return (
            <EmptyState icon="id" title={t("duty.none")} testId="no-duty">
                {t("duty.none.text")}
            </EmptyState>
        );
    }
    return (
        <>
            {duty.map((row) => row.offeredBy !== null && <Offer key={row.key} row={row} />)}
            <FailureNotice failure={failure} />
            <section className="crisis-card">
                <Table
                    name={t("crisis.nav.duty")}
                    rowTestId="duty-row"
                    columns={[
                        { id: "role", title: t("duty.role") },
                        { id: "holder", title: t("duty.holder") },
                        { id: "deputies", title: t("duty.deputies") },
                        { id: "act", title: t("desk.col.act"), isTitleHidden: true },
                    ]}
                    rows={duty.map((row) => ({
                        id: row.key,
                        cells: [
                            <Role key="role" row={row} />,
                            <Holder key="holder" row={row} />,
                            <Deputies key="deputies" row={row} />,
                            <Acts key="act" row={row} />,
                        ],
                    }))}
                />
            </section>
            <p className="small muted">{t("duty.foot")}</p>
        </>
    );
}

interface RowProps {
    readonly row: DutyRoleSnapshot;
}

function Offer({ row }: RowProps) {
    const translator = useI18n();
    const { t } = translator;
    const { watch } = useApp();
    const { isBusy } = useStore(watch);
    const name = cleanName(row.offeredByName ?? "");
    return (
        <InlineNotice
            icon="id"
            role="status"
            testId="watch-offer"
            title={t("duty.offer", { name, role: nameDuty(row, translator) })}
            action={
                <Button variant="primary" isBusy={isBusy} onPress={() => void watch.take(row)} testId="watch-take">
                    {t("duty.take")}
                </Button>
            }
        >
            {row.offeredNote !== null && <p className="foreign">{cleanText(row.offeredNote)}</p>}
            <LeftOpen row={row} />
            <p>{t("duty.offer.text")}</p>
        </InlineNotice>
    );
}

/** What the giver leaves open: who has not answered which alarm, and tasks; those of rooms that one is not in by number. */
function LeftOpen({ row }: RowProps) {
    const { t, formats, language } = useI18n();
    const { crisis } = useApp();
    const broadcasts = useStore(crisis)?.rows ?? [];
    const { alerts, pending } = row.offeredOpen ?? { alerts: [], pending: [] };
    const titles = pending.flatMap(({ title }) => (title === null ? [] : [cleanText(title)]));
    const unanswered = alerts.flatMap(({ key, unanswered: count }) => {
        const alert = broadcasts.find((each) => each.key === key);
        return alert === undefined || count === 0 ? [] : [{ key, count, title: titleOf(alert, language) }];
    });
    if (unanswered.length + pending.length === 0) return null;
    return (
        <ul className="bullets small" data-testid="watch-left-open">
            {unanswered.map(({ key, count, title }) => (
                <li key={key} className="foreign">
                    {t("duty.open.alert", { title, count })}
                </li>
            ))}
            {pending.length > 0 && (
                <li className="foreign">
                    {t("duty.open.tasks", { count: pending.length })} {formats.list(titles)}
                </li>
            )}
        </ul>
    );
}

function Role({ row }: RowProps) {
    const app = useApp();
    return (
        <span className="row wrap">
            <AgencyTag agency={agencyByName(row.agencyName, app)} />
            <b className="foreign">{nameDuty(row, useI18n())}</b>
        </span>
    );
}

/** Who stands in by the directory; of other agencies by address where no name is known. */
function Deputies({ row }: RowProps) {
    const { t, formats } = useI18n();
    const { agencies } = useApp();
    if (row.deputies.length === 0) return <span className="muted">{t("duty.deputies.none")}</span>;
    const nameOf = (userId: UserId) => {
        const known = row.eligible.find((each) => each.userId === userId)?.name;
        return known === undefined ? agencies.calledBy(userId) : cleanName(known);
    };
    return <span className="foreign">{formats.list(row.deputies.map(nameOf))}</span>;
}

function Holder({ row }: RowProps) {
    const { t, formats } = useI18n();
    const { clock } = useApp();
    if (row.holderName === null) {
        return (
            <span className="state is-warn">
                <Icon name="warning" size="s" />
                {t("duty.nobody")}
            </span>
        );
    }
    return (
        <span className="row wrap">
            <span className="foreign">{cleanName(row.holderName)}</span>
            {row.mine === "holds" && <b>{t("duty.you")}</b>}
            {row.sinceMs !== null && (
                <span className="small muted">
                    {t("duty.since", { time: formats.listTime(row.sinceMs, clock.nowMs()) })}
                </span>
            )}
        </span>
    );
}

/** Whoever has the watch now is written to; they give it, or, where they are gone, a holder of the directory does. */
function Acts({ row }: RowProps) {
    const translator = useI18n();
    const { t } = translator;
    const { watch, crisis, session, membership } = useApp();
    const own = useSelect(session, (snapshot) => snapshot?.agency?.trust?.agencyUrn);
    const isDirectory = useSelect(crisis, (snapshot) => snapshot?.may.writeDirectory === true);
    const mayGive = row.mine === "holds" || (isDirectory && row.agency === own);
    const { holderId } = row;
    return (
        <span className="row wrap">
            {holderId !== null && row.mine !== "holds" && (
                <Button size="s" icon="reply" onPress={() => void membership.write(holderId)} testId="watch-write">
                    {t("duty.write")}
                </Button>
            )}
            {mayGive && (
                <Button size="s" onPress={() => watch.beginHandOver(row)} testId="watch-hand-over">
                    {t(row.mine === "holds" ? "duty.handOver" : "duty.give")}
                </Button>
            )}
        </span>
    );
}
