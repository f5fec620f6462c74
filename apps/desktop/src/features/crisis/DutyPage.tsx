import type { DutyRoleSnapshot, UserId } from "@valise/bridge";
import { AgencyTag, Button, EmptyState, Icon, InlineNotice, Table } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameDuty } from "./nameDuty.ts";
import { cleanText } from "./pickText.ts";
import { agencyByName } from "./toBroadcast.ts";

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
            <p>{t("duty.offer.text")}</p>
        </InlineNotice>
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

/** Whoever has the watch gives it; where they are gone, a holder of the directory does. */
function Acts({ row }: RowProps) {
    const translator = useI18n();
    const { t } = translator;
    const { watch, crisis, session } = useApp();
    const own = useSelect(session, (snapshot) => snapshot?.agency?.trust?.agencyUrn);
    const isDirectory = useSelect(crisis, (snapshot) => snapshot?.may.writeDirectory === true);
    if (row.mine !== "holds" && !(isDirectory && row.agency === own)) return null;
    return (
        <Button size="s" onPress={() => watch.beginHandOver(row)} testId="watch-hand-over">
            {t(row.mine === "holds" ? "duty.handOver" : "duty.give")}
        </Button>
    );
}
