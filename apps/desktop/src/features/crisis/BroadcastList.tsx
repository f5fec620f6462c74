import type { BroadcastSnapshot } from "@valise/bridge";
import { ExerciseMark, PrecedenceMark, RealMark } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { isAsked, isInForce } from "./openAlarms.ts";
import { exerciseTextOf, realTextOf, titleOf } from "./toBroadcast.ts";

interface BroadcastListProps {
    readonly rows: readonly BroadcastSnapshot[];
    readonly nowMs: number;
}

/** The other broadcasts, newest first: what still asks for an answer says so; what counts no more is struck through. */
export function BroadcastList({ rows, nowMs }: BroadcastListProps) {
    const { t } = useI18n();
    if (rows.length === 0) return null;
    return (
        <section className="crisis-card" aria-labelledby="other-broadcasts">
            <div className="crisis-card-head">
                <h2 id="other-broadcasts">{t("crisis.others")}</h2>
            </div>
            <ul>
                {rows.map((row) => (
                    <li key={row.key}>
                        <BroadcastRow row={row} nowMs={nowMs} />
                    </li>
                ))}
            </ul>
        </section>
    );
}

function BroadcastRow({ row, nowMs }: { readonly row: BroadcastSnapshot; readonly nowMs: number }) {
    const translator = useI18n();
    const { t, formats, language } = translator;
    const { crisisView } = useApp();
    const exerciseText = exerciseTextOf(row, translator);
    const realText = realTextOf(row, translator);
    const title = titleOf(row, language);
    const agency = row.agency === null ? t("crisis.noAgency") : cleanName(row.agency);
    return (
        <button
            type="button"
            className="broadcast-row"
            onClick={() => crisisView.show(row.key)}
            data-testid="broadcast-row"
            data-refused={row.refused ?? undefined}
            data-marking={row.marking?.text}
        >
            <span>
                <PrecedenceMark precedence={row.precedence} />
            </span>
            <span className="grow">
                <span className="row">
                    {exerciseText !== undefined && <ExerciseMark text={exerciseText} />}
                    {realText !== undefined && <RealMark text={realText} />}
                    <b className="cut foreign">{isInForce(row, nowMs) ? title : <s>{title}</s>}</b>
                </span>
                <small className="muted">
                    {t("crisis.from", { name: cleanName(row.senderName), agency })} ·{" "}
                    {formats.listTime(row.sentAtMs, nowMs)}
                </small>
            </span>
            <span className="small">{stateOf(row, nowMs, translator)}</span>
        </button>
    );
}

function stateOf(row: BroadcastSnapshot, nowMs: number, { t, formats }: Translator): string {
    const { rung, answeredAtMs } = row.mine;
    if (row.refused !== null) return `${t("crisis.row.refused")} (${row.refused})`;
    if (row.standing !== "in-force") return t(`crisis.row.${row.standing}`);
    if (rung === "acknowledged" || rung === "cannot-comply")
        return t(`crisis.row.${rung}`, { time: formats.time(answeredAtMs ?? nowMs) });
    if (row.msgType === "cancel") return t("crisis.type.cancel");
    return isAsked(row, nowMs) ? t("crisis.row.toAnswer") : "";
}
