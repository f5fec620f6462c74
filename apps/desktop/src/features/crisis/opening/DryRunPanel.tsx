import type { DryRunRow } from "@valise/bridge";
import { AgencyTag, Button, CoverageBar } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { describeCode } from "../../../failures/describeCode.ts";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useStore } from "../../../stores/useStore.ts";
import { nameDuty } from "../nameDuty.ts";
import { agencyByUrn } from "../toBroadcast.ts";
import { useBatched } from "../useBatched.ts";
import { isSameRole } from "./createOpeningViewModel.ts";
import { namesOfDuty } from "./namesOfDuty.ts";

/** The price of opening now: who will read at once, who later, who will not and why. */
export function DryRunPanel() {
    const { t } = useI18n();
    const { dryRun, dryRunFailure } = useStore(useApp().opening);
    return (
        <section className="crisis-card" aria-labelledby="dry-run" data-testid="dry-run">
            <div className="crisis-card-head">
                <h3 id="dry-run">{t("opening.now")}</h3>
            </div>
            {dryRun === null ? (
                <p className="crisis-card-part small muted">
                    {dryRunFailure === null ? t("opening.asking") : t("opening.unknown")}
                </p>
            ) : (
                <>
                    <Outcome rows={dryRun.rows} />
                    <p className="crisis-card-part small ink2" data-testid="opening-from" data-from={dryRun.from}>
                        {t(`opening.from.${dryRun.from}`)}
                    </p>
                </>
            )}
        </section>
    );
}

const groups = ["refused", "waits", "reads"] as const;

function Outcome({ rows }: { readonly rows: readonly DryRunRow[] }) {
    const { t } = useI18n();
    const of = (outcome: DryRunRow["outcome"]) => rows.filter((row) => row.outcome === outcome);
    const [reads, waits, refused] = [of("reads").length, of("waits").length, of("refused").length];
    const summary = t("opening.summary", { reads: String(reads + waits), refused: String(refused) });
    const said = useBatched(summary);
    return (
        <>
            <p className="sr" aria-live="polite">
                {said}
            </p>
            <div className="crisis-card-part">
                <p className="dry-run-sum">{summary}</p>
                <CoverageBar
                    reads={reads}
                    waits={waits}
                    refused={refused}
                    words={{
                        reads: t("opening.reads", { count: reads }),
                        waits: t("opening.waits", { count: waits }),
                        refused: t("opening.refused", { count: refused }),
                    }}
                />
            </div>
            {groups.map((outcome) => (
                <Group key={outcome} outcome={outcome} rows={of(outcome)} />
            ))}
        </>
    );
}

function Group({ outcome, rows }: { readonly outcome: (typeof groups)[number]; readonly rows: readonly DryRunRow[] }) {
    const { t } = useI18n();
    if (rows.length === 0) return null;
    return (
        <div className="crisis-card-part">
            <h4>{t(`opening.group.${outcome}`)}</h4>
            <ul>
                {rows.map((row) => (
                    <li key={`${row.agency} ${row.role}`} data-testid="dry-run-row" data-outcome={outcome}>
                        <Row row={row} />
                    </li>
                ))}
            </ul>
        </div>
    );
}

/** A person, why not, and the one remedy: a deputy who takes the watch. */
function Row({ row }: { readonly row: DryRunRow }) {
    const translator = useI18n();
    const { t } = translator;
    const app = useApp();
    const duty = useStore(app.crisis)?.duty ?? [];
    const nameOf = namesOfDuty(duty, app.agencies);
    const role = duty.find((each) => isSameRole(each, row));
    const named = role !== undefined ? nameDuty(role, translator) : row.role || t("opening.opener");
    return (
        <>
            <p className="row wrap">
                <AgencyTag agency={agencyByUrn(row.agency, app)} />
                {row.userId !== null && <b className="foreign">{nameOf(row.userId)}</b>}
                <span className="muted">{named}</span>
            </p>
            {row.code !== null && (
                <p className="small">
                    {describeCode(row.code, translator).cause} <code className="mono muted">{row.code}</code>
                </p>
            )}
            <Deputies row={row} nameOf={nameOf} />
        </>
    );
}

/** Whoever will not read can be stood in for by a deputy whom the signed directory names; and has the place back. */
function Deputies({ row, nameOf }: { readonly row: DryRunRow; readonly nameOf: (userId: string) => string }) {
    const { t } = useI18n();
    const { opening } = useApp();
    const isDeputed = useStore(opening).deputies.some((each) => isSameRole(each, row));
    const others = row.outcome === "refused" ? row.deputies.filter((userId) => userId !== row.userId) : [];
    if (!isDeputed && others.length === 0) return null;
    return (
        <p className="row wrap small ink2">
            {isDeputed && (
                <>
                    <span>{t("opening.deputy")}</span>
                    <Button variant="link" size="s" onPress={() => opening.callDeputy(row, null)} testId="call-holder">
                        {t("opening.callHolder")}
                    </Button>
                </>
            )}
            {others.map((userId) => (
                <Button key={userId} size="s" onPress={() => opening.callDeputy(row, userId)} testId="call-deputy">
                    {t("opening.callDeputy", { name: nameOf(userId) })}
                </Button>
            ))}
        </p>
    );
}
