import type { BroadcastSnapshot, CoverageRowSnapshot } from "@valise/bridge";
import { AgencyTag, Button, CoverageTable, Icon, type IconName, TimelineSkeleton } from "@valise/ui";
import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { createTopicStore } from "../../stores/createTopicStore.ts";
import { useStore } from "../../stores/useStore.ts";
import type { ViewModel } from "../../stores/viewModel.ts";
import { CoveragePeople } from "./CoveragePeople.tsx";
import { agencyByName } from "./toBroadcast.ts";
import { type CoverageCause, causesOf, ladderOf, type PeopleFilter, toAgencyRows, triageOf } from "./toCoverage.ts";
import { useBatched } from "./useBatched.ts";

type CoverageStore = ViewModel<{ readonly rows: readonly CoverageRowSnapshot[] } | null>;

/** Who has it, who has not, the cause and the one remedy; the topic is open only while this is shown. */
export function CoverageSection({ row }: { readonly row: BroadcastSnapshot }) {
    const { engine } = useApp();
    const [store, setStore] = useState<CoverageStore | null>(null);
    useEffect(() => {
        const made = createTopicStore(engine, { topic: "coverage" });
        setStore(made);
        return () => made[Symbol.dispose]();
    }, [engine]);
    return store === null ? null : <Coverage store={store} row={row} />;
}

function Coverage({ store, row }: { readonly store: CoverageStore; readonly row: BroadcastSnapshot }) {
    const { t } = useI18n();
    const snapshot = useStore(store);
    const coverage = snapshot?.rows.find(({ key }) => key === row.key);
    if (snapshot === null) return <TimelineSkeleton name={t("crisis.loading")} rowCount={2} />;
    return (
        <section className="crisis-card" aria-labelledby="coverage" data-testid="coverage-section">
            <div className="crisis-card-head">
                <h2 id="coverage">{t("coverage.title")}</h2>
            </div>
            {coverage === undefined ? (
                <p className="crisis-card-part muted">{t("coverage.none")}</p>
            ) : (
                <CoverageParts row={row} coverage={coverage} />
            )}
        </section>
    );
}

interface PartsProps {
    readonly row: BroadcastSnapshot;
    readonly coverage: CoverageRowSnapshot;
}

function CoverageParts({ row, coverage }: PartsProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const app = useApp();
    const [filter, setFilter] = useState<PeopleFilter | null>(null);
    const { total, people } = coverage;
    const counts = { acknowledged: formats.number(total.acknowledged), addressed: formats.number(total.addressed) };
    const said = useBatched(t("coverage.said", counts));
    const share = total.addressed === 0 ? 0 : total.acknowledged / total.addressed;
    return (
        <>
            <CoverageTable
                name={t("coverage.table")}
                rows={toAgencyRows(coverage, app, translator)}
                total={{
                    text: t("coverage.all"),
                    addressed: counts.addressed,
                    summary: t("coverage.summary", { percent: formats.percent(share) }),
                    counts: ladderOf(total),
                }}
                words={{ ...tableWords(translator), number: formats.number }}
            />
            <p className="sr" aria-live="polite" data-testid="coverage-said">
                {said}
            </p>
            <Causes coverage={coverage} onShow={setFilter} />
            <RollCall coverage={coverage} />
            {people.length > 0 && (
                <div className="crisis-card-part">
                    <Button
                        size="s"
                        icon="people"
                        isPressed={filter !== null}
                        onPress={() => setFilter(filter === null ? "all" : null)}
                        testId="coverage-people"
                    >
                        {t("coverage.people")}
                    </Button>
                </div>
            )}
            {filter !== null && <CoveragePeople row={row} people={people} filter={filter} onFilter={setFilter} />}
        </>
    );
}

function tableWords({ t }: Translator) {
    return {
        agency: t("coverage.agency"),
        share: t("coverage.share"),
        rungs: {
            acknowledged: t("coverage.rung.acknowledged"),
            "cannot-comply": t("coverage.rung.cannot-comply"),
            seen: t("coverage.rung.seen"),
            delivered: t("coverage.rung.delivered"),
            waiting: t("coverage.rung.waiting"),
            "no-key": t("coverage.rung.no-key"),
        },
    };
}

interface CausesProps {
    readonly coverage: CoverageRowSnapshot;
    readonly onShow: (filter: PeopleFilter) => void;
}

/** Causes before people, each with the one thing that helps. */
function Causes({ coverage, onShow }: CausesProps) {
    const { t } = useI18n();
    const causes = causesOf(coverage);
    return (
        <div className="crisis-card-part">
            <h3 className="small ink2">{t(causes.length === 0 ? "coverage.causes.none" : "coverage.causes")}</h3>
            <ul>
                {causes.map((cause) => (
                    <li key={`${cause.agency} ${cause.cause}`} className="cause" data-testid="coverage-cause">
                        <Cause cause={cause} onShow={onShow} />
                    </li>
                ))}
            </ul>
        </div>
    );
}

const remedied = ["no-device", "key-withheld", "not-delivered", "undecryptable"] as const;
const icons: Readonly<Partial<Record<CoverageCause["cause"], IconName>>> = {
    "no-device": "laptop",
    "key-withheld": "key",
    "not-delivered": "cut",
    undecryptable: "lock",
};

function Cause({ cause, onShow }: { readonly cause: CoverageCause; readonly onShow: CausesProps["onShow"] }) {
    const { t, formats } = useI18n();
    const agency = agencyByName(cause.agencyName, useApp());
    const remedy = remedied.find((known) => known === cause.cause);
    return (
        <>
            <span className={cause.cause === "key-withheld" ? "is-bad" : "is-warn"}>
                <Icon name={icons[cause.cause] ?? "warning"} size="s" />
            </span>
            <AgencyTag agency={agency} />
            <span className="grow">
                <b>{formats.number(cause.count)}</b> {t(`coverage.cause.${cause.cause}`)}
                {cause.names.length > 0 && <span className="foreign">: {formats.list(cause.names.slice(0, 6))}</span>}
                {cause.names.length > 6 && " …"}
                <span className="ink2">
                    {" – "}
                    {cause.isOwn && remedy !== undefined
                        ? t(`coverage.remedy.${remedy}`)
                        : t("coverage.remedy.other", { agency: agency.name })}
                </span>
            </span>
            {cause.isOwn && (
                <Button size="s" onPress={() => onShow(cause.cause)} testId="show-cause">
                    {t("coverage.show")}
                </Button>
            )}
        </>
    );
}

function RollCall({ coverage }: { readonly coverage: CoverageRowSnapshot }) {
    const { t, formats } = useI18n();
    const triage = triageOf(coverage.people);
    if (triage === null) return null;
    return (
        <p className="crisis-card-part" data-testid="roll-call">
            <b>{t("coverage.rollCall")}</b>{" "}
            {t("coverage.triage", {
                safe: formats.number(triage.safe),
                help: formats.number(triage.help),
                hurt: formats.number(triage.hurt),
                missing: formats.number(triage.missing),
            })}
        </p>
    );
}
