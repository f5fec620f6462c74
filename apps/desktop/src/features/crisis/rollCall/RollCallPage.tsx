import type { BroadcastSnapshot, CoverageRowSnapshot } from "@valise/bridge";
import { Button, EmptyState, SegmentedControl, SelectField, Table, Tag, TimelineSkeleton } from "@valise/ui";
import { useEffect, useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import type { Translator } from "../../../i18n/createI18n.ts";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../../stores/useStore.ts";
import { cleanText, pickText } from "../pickText.ts";
import { exerciseTextOf, titleOf } from "../toBroadcast.ts";
import { nameOf, postOf } from "../toCoverage.ts";
import { filterRollCall, type RollCallFilter, rollCallFilters, stateOf } from "./decideRollCall.ts";
import { useRollCallExport } from "./useRollCallExport.ts";

/** Who is safe, who needs help, and who has not answered; who needs help stands first. */
export function RollCallPage() {
    const translator = useI18n();
    const { t } = translator;
    const { crisis, compose, navigation } = useApp();
    const snapshot = useStore(crisis);
    const mayAsk = useSelect(crisis, (state) => state?.may.broadcast === true);
    const [key, setKey] = useState<string | null>(null);
    const calls = (snapshot?.rows ?? []).filter(({ ask, refused }) => ask?.rollCall != null && refused === null);
    const shown = calls.find((row) => row.key === key) ?? calls[0];
    const ask = mayAsk && (
        <Button
            onPress={() => {
                compose.begin();
                compose.change({ isRollCall: true });
                navigation.openDialog({ kind: "broadcast" });
            }}
            testId="new-roll-call"
        >
            {t("rollCall.new")}
        </Button>
    );
    if (shown === undefined) {
        return (
            <EmptyState icon="people" title={t("rollCall.none")} testId="no-roll-call" action={ask}>
                {t("rollCall.none.text")}
            </EmptyState>
        );
    }
    const nameCall = (row: BroadcastSnapshot) =>
        [exerciseTextOf(row, translator), titleOf(row, translator.language)].filter(Boolean).join(": ");
    return (
        <>
            <div className="log-tools">
                <SelectField
                    label={t("coverage.rollCall")}
                    value={shown.key}
                    options={calls.map((row) => ({ value: row.key, text: nameCall(row) }))}
                    onChange={setKey}
                    testId="roll-call-pick"
                />
                <span className="row wrap end">{ask}</span>
            </div>
            <Answers key={shown.key} row={shown} />
        </>
    );
}

function Answers({ row }: { readonly row: BroadcastSnapshot }) {
    const { t } = useI18n();
    const { engine } = useApp();
    const [rows, setRows] = useState<readonly CoverageRowSnapshot[] | null>(null);
    useEffect(() => {
        const subscription = engine.subscribe({ topic: "coverage" }, (snapshot) => setRows(snapshot.rows));
        return () => subscription[Symbol.dispose]();
    }, [engine]);
    const coverage = rows?.find(({ key }) => key === row.key);
    if (rows === null) return <TimelineSkeleton name={t("crisis.loading")} rowCount={3} />;
    if (coverage === undefined) return <p className="muted">{t("coverage.none")}</p>;
    return <People row={row} people={coverage.people} />;
}

const tones = {
    ...({ hurt: "bad", "need-help": "warn", "cannot-comply": "bad" } as const),
    ...({ missing: "plain", answered: "plain", safe: "ok" } as const),
};

interface PeopleProps {
    readonly row: BroadcastSnapshot;
    readonly people: CoverageRowSnapshot["people"];
}

function People({ row, people }: PeopleProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const [filter, setFilter] = useState<RollCallFilter>("all");
    const exporting = useRollCallExport(row);
    const shown = filterRollCall(people, filter);
    return (
        <div className="crisis-card" data-marking={row.marking?.text}>
            <div className="crisis-card-head">
                <SegmentedControl
                    name={t("coverage.people.filter")}
                    value={filter}
                    options={rollCallFilters.map((value) => ({
                        value,
                        text: `${t(`rollCall.${value}`)} ${formats.number(filterRollCall(people, value).length)}`,
                    }))}
                    onChange={setFilter}
                    testId="roll-call-filter"
                />
                <span className="end">
                    <Button icon="file" isBusy={exporting.isBusy} onPress={exporting.run} testId="roll-call-export">
                        {t("rollCall.export")}
                    </Button>
                </span>
            </div>
            {shown.length === 0 && <p className="crisis-card-part muted">{t("coverage.people.none")}</p>}
            {shown.length > 0 && (
                <Table
                    name={t("coverage.rollCall")}
                    rowTestId="roll-call-person"
                    columns={[
                        { id: "person", title: t("desk.col.person") },
                        { id: "state", title: t("rollCall.state") },
                        { id: "place", title: t("rollCall.place") },
                        { id: "answer", title: t("rollCall.answer") },
                        { id: "at", title: t("rollCall.at") },
                    ]}
                    rows={shown.map((person) => ({ id: person.userId, cells: cellsOf(person, row, translator) }))}
                />
            )}
        </div>
    );
}

function cellsOf(person: CoverageRowSnapshot["people"][number], row: BroadcastSnapshot, translator: Translator) {
    const { t, formats, language } = translator;
    const state = stateOf(person);
    const option = row.ask?.options.find(({ id }) => id === person.option);
    const said = [option === undefined ? null : (pickText(option.texts, language)?.text ?? option.id), person.text];
    return [
        <span key="person">
            <b className="foreign">{nameOf(person)}</b> <span className="small muted">{postOf(person, language)}</span>
        </span>,
        <Tag key="state" tone={tones[state]}>
            {t(`rollCall.${state}`)}
        </Tag>,
        <span key="place" className="foreign">
            {cleanText(person.location ?? "")}
        </span>,
        <span key="answer" className="foreign">
            {said
                .filter((each) => each !== null)
                .map(cleanText)
                .join(" · ")}
        </span>,
        person.answeredAtMs === null ? (
            <span key="at" className="small muted">
                {t(`coverage.cause.${person.rung}`)}
            </span>
        ) : (
            formats.time(person.answeredAtMs)
        ),
    ];
}
