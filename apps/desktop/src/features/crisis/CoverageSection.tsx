import type { BroadcastSnapshot, CoverageRowSnapshot } from "@valise/bridge";
import { AgencyTag, Button, CoverageTable, Icon, type IconName, SegmentedControl, TimelineSkeleton } from "@valise/ui";
import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { createTopicStore } from "../../stores/createTopicStore.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import type { ViewModel } from "../../stores/viewModel.ts";
import { CoveragePeople } from "./CoveragePeople.tsx";
import { EscalationSection } from "./escalation/EscalationSection.tsx";
import { useCallDeputies } from "./escalation/useCallDeputies.ts";
import { pickText } from "./pickText.ts";
import { agencyByName } from "./toBroadcast.ts";
import {
    type CoverageCause,
    causesOf,
    countRungs,
    ladderOf,
    type PeopleFilter,
    postOf,
    toAgencyRows,
    toGroupRows,
    triageOf,
} from "./toCoverage.ts";
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
    const hasPlan = (coverage?.escalation.steps.length ?? 0) > 0;
    return (
        <div className={hasPlan ? "coverage-columns has-plan" : "coverage-columns"} data-marking={row.marking?.text}>
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
            {coverage !== undefined && hasPlan && <EscalationSection row={row} escalation={coverage.escalation} />}
        </div>
    );
}

interface PartsProps {
    readonly row: BroadcastSnapshot;
    readonly coverage: CoverageRowSnapshot;
}

function CoverageParts({ row, coverage }: PartsProps) {
    const { t, formats } = useI18n();
    const [filter, setFilter] = useState<PeopleFilter | null>(null);
    const { total, people } = coverage;
    const counts = { acknowledged: formats.number(total.acknowledged), addressed: formats.number(total.addressed) };
    const said = useBatched(t("coverage.said", counts));
    return (
        <>
            <Ladder coverage={coverage} />
            <p className="sr" aria-live="polite" data-testid="coverage-said">
                {said}
            </p>
            <Causes row={row} coverage={coverage} onShow={setFilter} />
            <RollCall coverage={coverage} />
            <Gateway coverage={coverage} />
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
            {filter !== null && (
                <CoveragePeople row={row} coverage={coverage} people={people} filter={filter} onFilter={setFilter} />
            )}
        </>
    );
}

/** How the call to the agency's gateway ended, once it was made. */
function Gateway({ coverage: { escalation } }: { readonly coverage: CoverageRowSnapshot }) {
    const { t, formats } = useI18n();
    const { gateway } = escalation;
    if (gateway === null) return null;
    const values = { state: t(`log.auto.end.${gateway.state}`), time: formats.time(gateway.atMs) };
    const text =
        gateway.exitCode === null || gateway.exitCode === 0
            ? t("coverage.gateway", values)
            : t("coverage.gateway.exit", { ...values, code: formats.number(gateway.exitCode) });
    return (
        <p className="crisis-card-part" data-testid="coverage-gateway" data-state={gateway.state}>
            {text}
        </p>
    );
}

const views = ["agency", "post", "role"] as const;

/** The ladder by agency; of one's own people also by post and by the duty role whose watch they hold. */
function Ladder({ coverage: { total, people, ...coverage } }: { readonly coverage: CoverageRowSnapshot }) {
    const translator = useI18n();
    const { t, formats, language } = translator;
    const app = useApp();
    const duty = useStore(app.crisis)?.duty ?? [];
    const [view, setView] = useState<(typeof views)[number]>("agency");
    const rolesOf = (userId: string) =>
        duty
            .filter(({ holderId }) => holderId === userId)
            .map(({ names, role }) => pickText(names, language)?.text ?? role);
    const rows = {
        agency: () => toAgencyRows({ total, people, ...coverage }, app, translator),
        post: () =>
            toGroupRows(people, (person) => (person.post === null ? [] : [postOf(person, language)]), translator),
        role: () => toGroupRows(people, ({ userId }) => rolesOf(userId), translator),
    };
    const shown = rows[view]();
    // Posts and duty roles are those of one's own agency: so is their sum.
    const counts = view === "agency" ? ladderOf(total) : countRungs(people);
    const addressed = view === "agency" ? total.addressed : people.length;
    const share = addressed === 0 ? 0 : counts.acknowledged / addressed;
    return (
        <>
            {people.length > 0 && (
                <div className="crisis-card-head">
                    <SegmentedControl
                        name={t("coverage.by")}
                        value={view}
                        options={views.map((value) => ({ value, text: t(`coverage.by.${value}`) }))}
                        onChange={setView}
                        testId="coverage-by"
                    />
                </div>
            )}
            <CoverageTable
                name={t(`coverage.by.${view}`)}
                rows={shown}
                total={{
                    text: t("coverage.all"),
                    addressed: formats.number(addressed),
                    summary: t("coverage.summary", { percent: formats.percent(share) }),
                    counts,
                }}
                words={{ ...tableWords(translator), of: t(`coverage.of.${view}`), number: formats.number }}
            />
            {shown.length === 0 && <p className="crisis-card-part small muted">{t("coverage.by.none")}</p>}
        </>
    );
}

function tableWords({ t }: Translator) {
    return {
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
    readonly row: BroadcastSnapshot;
    readonly coverage: CoverageRowSnapshot;
    readonly onShow: (filter: PeopleFilter) => void;
}

/** Causes before people, each with the one thing that helps. */
function Causes({ row, coverage, onShow }: CausesProps) {
    const { t } = useI18n();
    const causes = causesOf(coverage);
    return (
        <div className="crisis-card-part">
            <h3 className="small ink2">{t(causes.length === 0 ? "coverage.causes.none" : "coverage.causes")}</h3>
            <ul>
                {causes.map((cause) => (
                    <li key={`${cause.agency} ${cause.cause}`} className="cause" data-testid="coverage-cause">
                        <Cause cause={cause} row={row} coverage={coverage} onShow={onShow} />
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

interface CauseProps extends CausesProps {
    readonly cause: CoverageCause;
}

function Cause({ cause, row, coverage, onShow }: CauseProps) {
    const { t, formats } = useI18n();
    const app = useApp();
    const me = useSelect(app.session, (snapshot) => snapshot?.userId);
    const agency = agencyByName(cause.agencyName, app);
    // Only the device that sent it has its keys to give along.
    const mayBag = !cause.isOwn && cause.cause === "not-delivered" && row.senderId === me;
    const deputies = useCallDeputies(row, coverage);
    const withDeputies = coverage.people.filter(
        (person) => cause.isOwn && person.rung === cause.cause && deputies.may(person),
    );
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
            {mayBag && (
                <Button
                    size="s"
                    icon="bag"
                    onPress={() =>
                        app.navigation.openDialog({ kind: "bag-export", agency: cause.agency, broadcastKey: row.key })
                    }
                    testId="send-by-bag"
                >
                    {t("coverage.byBag")}
                </Button>
            )}
            {withDeputies.length > 0 && (
                <Button
                    size="s"
                    icon="people"
                    onPress={() => void deputies.call(withDeputies.map(({ userId }) => userId))}
                    testId="call-deputies"
                >
                    {t("escalation.callDeputies")}
                </Button>
            )}
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
