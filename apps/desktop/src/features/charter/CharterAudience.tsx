import { CoverageBar, MarkingBanner, ReaderRow, type ReaderRowSnapshot } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import type { RoomLabelPlan } from "../createRoom/planRoomLabel.ts";
import type { CharterAgency, Prospect } from "./planCharter.ts";

export interface CharterAudienceProps {
    readonly plan: RoomLabelPlan;
    readonly prospects: readonly Prospect[];
    readonly agencies: readonly CharterAgency[];
    /** Nothing is changed yet. */
    readonly isSame: boolean;
}

/** Of those for whom nothing changes; whoever is left out is never folded away. */
const shownOfMany = 30;

/** Who loses, who gains and who must show something first: said before anything is signed. */
export function CharterAudience({ plan, prospects, agencies, isSame }: CharterAudienceProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { agencies: directory } = useApp();
    const reads = prospects.filter(({ kind }) => kind === "reads").length;
    const waits = prospects.filter(({ kind }) => kind === "show").length;
    const refused = prospects.length - reads - waits;
    const groups = [
        ["loses", prospects.filter(({ change }) => change === "loses")],
        ["gains", prospects.filter(({ change }) => change === "gains")],
        ["mustShow", prospects.filter(({ change, kind }) => change === null && kind === "show")],
        ["willNot", prospects.filter(({ change, kind }) => change === null && kind !== "show" && kind !== "reads")],
        ["stays", prospects.filter(({ change, kind }) => change === null && kind === "reads")],
    ] as const;
    const names = formats.list(agencies.map(({ name }) => name));
    return (
        <div className="stack" data-testid="charter-audience" aria-live="polite">
            <MarkingBanner label={toLabel(plan.marking)} name={t("marking.banner")} />
            <h3>{isSame ? t("charter.now") : t("charter.audience")}</h3>
            <CoverageBar
                reads={reads}
                waits={waits}
                refused={refused}
                words={{
                    reads: t("newRoom.reads", { count: reads }),
                    waits: t("newRoom.waits", { count: waits }),
                    refused: t("newRoom.refused", { count: refused }),
                }}
            />
            {groups.map(([id, rows]) =>
                rows.length === 0 ? null : (
                    <section key={id} data-testid={`charter-${id}`}>
                        <h4 className="section-title">
                            {t(`charter.${id}`)} <span className="muted">{formats.number(rows.length)}</span>
                        </h4>
                        <ul>
                            {(id === "stays" ? rows.slice(0, shownOfMany) : rows).map((prospect) => (
                                <ReaderRow
                                    key={prospect.reader.userId}
                                    reader={toRow(prospect, plan, directory, translator)}
                                    you={prospect.reader.isMe ? t("common.you") : undefined}
                                />
                            ))}
                        </ul>
                    </section>
                ),
            )}
            <p className="small muted">{t("charter.note", { agencies: names })}</p>
        </div>
    );
}

function toRow(
    { reader, kind }: Prospect,
    plan: RoomLabelPlan,
    directory: AgencyDirectory,
    translator: Translator,
): ReaderRowSnapshot {
    const { t } = translator;
    const person = directory.person(reader.userId, reader.name, reader.serverName);
    const refusedBy = (code: string): ReaderRowSnapshot => {
        const { cause, next } = describeCode(code, translator, person.agency?.code);
        return { person, state: "refused", headline: cause, detail: next, code };
    };
    switch (kind) {
        case "reads":
            return { person, state: "reads", headline: t("reader.reads") };
        case "show":
            return { person, state: "waits", headline: t("charter.mustShow.person", { text: plan.marking.text }) };
        case "glass":
            return { person, state: "refused", headline: t("charter.glassEnds") };
        case "agency":
            return refusedBy("ADM_AGENCY");
        case "not-cleared":
            return refusedBy("ATT_INSUFFICIENT");
        case "refused":
            return refusedBy(reader.code ?? "");
    }
}
