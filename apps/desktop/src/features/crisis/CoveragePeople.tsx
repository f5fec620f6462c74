import type { BroadcastSnapshot, CoverageRowSnapshot } from "@valise/bridge";
import { Button, SelectField, Tag, TextField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useCallDeputies } from "./escalation/useCallDeputies.ts";
import { nameDuty } from "./nameDuty.ts";
import { cleanText, pickText } from "./pickText.ts";
import { filterPeople, nameOf, type PeopleFilter, postOf } from "./toCoverage.ts";

type Person = CoverageRowSnapshot["people"][number];

interface CoveragePeopleProps {
    readonly row: BroadcastSnapshot;
    readonly coverage: CoverageRowSnapshot;
    readonly people: readonly Person[];
    readonly filter: PeopleFilter;
    readonly onFilter: (filter: PeopleFilter) => void;
}

const filters = [
    "all",
    "unanswered",
    "help",
    "key-withheld",
    "no-device",
    "not-delivered",
    "undecryptable",
    "delivered",
    "seen",
    "acknowledged",
    "cannot-comply",
] as const satisfies readonly PeopleFilter[];

/** As many as are drawn in one go; what is more is found by filter. */
const mostShown = 500;

/** One's own people, by name: how far each has come, what they answered, and when. */
export function CoveragePeople({ row, coverage, people, filter, onFilter }: CoveragePeopleProps) {
    const translator = useI18n();
    const { t } = translator;
    const [text, setText] = useState("");
    const shown = filterPeople(people, filter, text);
    return (
        <div className="crisis-card-part stack">
            <div className="coverage-filters">
                <SelectField
                    label={t("coverage.people.filter")}
                    value={filter}
                    options={filters.map((value) => ({ value, text: filterText(value, translator) }))}
                    onChange={onFilter}
                    testId="coverage-filter"
                />
                <TextField
                    label={t("coverage.people.name")}
                    type="search"
                    value={text}
                    onChange={setText}
                    testId="coverage-search"
                />
            </div>
            {shown.length === 0 && <p className="muted">{t("coverage.people.none")}</p>}
            <ul>
                {shown.slice(0, mostShown).map((person) => (
                    <li key={person.userId} className="cause" data-testid="coverage-person" data-rung={person.rung}>
                        <PersonLine person={person} row={row} coverage={coverage} />
                    </li>
                ))}
            </ul>
        </div>
    );
}

function filterText(value: PeopleFilter, { t }: Translator): string {
    if (value === "all" || value === "unanswered" || value === "help") return t(`coverage.people.${value}`);
    return t(`coverage.cause.${value}`);
}

const tones = { safe: "ok", "need-help": "warn", hurt: "bad" } as const;

interface PersonLineProps extends Pick<CoveragePeopleProps, "row" | "coverage"> {
    readonly person: Person;
}

function PersonLine({ person, row, coverage }: PersonLineProps) {
    const translator = useI18n();
    const { t, formats, language } = translator;
    const { agencies, ...app } = useApp();
    const duty = useStore(app.crisis)?.duty ?? [];
    const deputies = useCallDeputies(row, coverage);
    // Of another person: the sentences of oneself do not fit.
    const cause = person.code === null ? null : describeCode(person.code, translator, "").cause;
    const option = row.ask?.options.find(({ id }) => id === person.option);
    const details = [
        ...duty.filter(({ holderId }) => holderId === person.userId).map((role) => nameDuty(role, translator)),
        person.post === null ? null : postOf(person, language),
        option === undefined ? null : (pickText(option.texts, language)?.text ?? option.id),
        person.text,
        person.location,
    ].filter((detail): detail is string => detail !== null);
    return (
        <>
            <b className="foreign">{nameOf(person)}</b>
            {person.triage !== null && <Tag tone={tones[person.triage]}>{t(`crisis.triage.${person.triage}`)}</Tag>}
            <span className="grow foreign">{details.map(cleanText).join(" · ")}</span>
            <span className="muted">
                {t(`coverage.cause.${person.rung}`)}
                {cause !== null && ` – ${cause}`}
                {person.answeredAtMs !== null && `, ${formats.time(person.answeredAtMs)}`}
                {person.by !== null && `, ${t("coverage.people.by", { name: agencies.calledBy(person.by) })}`}
            </span>
            {person.code !== null && <code className="mono muted">{person.code}</code>}
            {deputies.may(person) && (
                <Button size="s" icon="people" onPress={() => void deputies.call([person.userId])} testId="call-deputy">
                    {t("escalation.callDeputy", {
                        names: formats.list(person.deputies.map(({ name }) => cleanText(name))),
                    })}
                </Button>
            )}
        </>
    );
}
