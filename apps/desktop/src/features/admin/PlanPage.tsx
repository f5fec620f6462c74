import { Button, EmptyState, FolderPick, InlineNotice, PlanDiff, SegmentedControl, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { useCtrlEnter } from "../crisis/useCtrlEnter.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { ApplyDialog } from "./ApplyDialog.tsx";
import { ApplyOutcome, ApplyProgress } from "./ApplyProgress.tsx";
import { useAdmin, useIsApplying } from "./adminOf.ts";
import { planFilters } from "./createManifestViewModel.ts";
import { OpenManifest, Refusals } from "./OpenManifest.tsx";
import { PlanAside } from "./PlanAside.tsx";
import { AccessTable, Waiting } from "./PlanBeside.tsx";
import { planRows, ROWS_AT_MOST } from "./planRows.ts";
import { SimulatePerson } from "./SimulatePerson.tsx";

/** What the manifest would change, as a diff, before anything is done. */
export function PlanPage() {
    const { t } = useI18n();
    const { manifest } = useAdmin();
    const { summary, plan, refusals, failure, isBusy } = useStore(manifest);
    const detail = usePlanDetail();
    if (summary === null) return <OpenManifest />;
    const { revision } = summary;
    const title = revision === null ? t("admin.plan.untitled") : t("admin.plan.title", { revision: String(revision) });
    return (
        <>
            <AdminPage
                title={title}
                detail={detail}
                actions={<PlanActions />}
                aside={plan !== null && <PlanAside />}
                testId="admin-plan"
            >
                <FailureNotice failure={failure} />
                <Refusals />
                <ApplyProgress />
                <ApplyOutcome />
                {plan === null && refusals.length === 0 && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
                {plan !== null && <Changes />}
                <Waiting />
                <SimulatePerson />
                <p className="small muted">{t("admin.plan.terminal", { file: summary.file })}</p>
            </AdminPage>
            <ApplyDialog />
        </>
    );
}

function usePlanDetail(): string | undefined {
    const { t, formats } = useI18n();
    const server = useSelect(useApp().session, (snapshot) => snapshot?.agency?.serverName ?? "");
    const { plan, summary } = useStore(useAdmin().manifest);
    if (plan === null || summary === null) return undefined;
    return t("admin.plan.detail", { server, time: formats.time(plan.atMs), file: summary.file });
}

function PlanActions() {
    const { t } = useI18n();
    const { manifest } = useAdmin();
    const { plan, isBusy, chosen, asked } = useStore(manifest);
    const isApplying = useIsApplying();
    const { create = 0, change = 0, replace = 0, destroy = 0 } = plan?.counts ?? {};
    const held = plan?.changes.filter(({ isHeldBack }) => isHeldBack).length ?? 0;
    const count = create + change + replace + destroy - held;
    // What waits for a signature is asked for, or filed, by applying.
    const hasWork = count > 0 || (plan?.stepCount ?? 0) > 0;
    const mayAsk = hasWork && !isApplying && !isBusy && asked === null;
    useCtrlEnter(() => void (mayAsk && manifest.ask()));
    return (
        <span className="row wrap">
            <FolderPick text={t("admin.open.again")} isBusy={isBusy} onPick={(files) => void manifest.open(files)} />
            <Button icon="redo" isBusy={isBusy} onPress={() => void manifest.plan()} testId="plan-again">
                {t("admin.plan.again")}
            </Button>
            {chosen.length > 0 && (
                <Button variant="quiet" onPress={manifest.chooseNone} testId="choose-none">
                    {t("admin.plan.chooseNone")}
                </Button>
            )}
            <Button
                variant="primary"
                isBusy={isBusy}
                isDisabled={!hasWork || isApplying}
                keyHint={t("keys.ctrlEnter")}
                onPress={() => void manifest.ask()}
                testId="apply"
            >
                {chosen.length === 0 ? t("admin.apply", { count }) : t("admin.apply.chosen", { count: chosen.length })}
            </Button>
        </span>
    );
}

/** The diff, by a filter; what would be destroyed waits for a word about each. */
function Changes() {
    const translator = useI18n();
    const { t, formats } = translator;
    const { manifest } = useAdmin();
    const { plan, filter, allow, chosen } = useStore(manifest);
    if (plan === null) return null;
    const { create, change, replace, destroy, gain, lose } = plan.counts;
    const total = create + change + replace + destroy;
    if (total === 0)
        return (
            <EmptyState icon="check" title={t("admin.plan.empty")} testId="plan-empty">
                {t("admin.plan.empty.text")}
            </EmptyState>
        );
    const onAllow = (key: string, is: boolean) => void manifest.allowOne(key, is);
    const rows = planRows(plan, { filter, allow, onAllow, chosen, onChoose: manifest.choose }, translator);
    const counts = { create, change, replace, destroy };
    const numbers = Object.fromEntries(
        Object.entries(counts).map(([name, count]) => [name, formats.number(count)]),
    ) as Record<keyof typeof counts, string>;
    const left = filter === "all" ? total : counts[filter];
    const held = rows.filter((row) => row.allow !== undefined);
    const free = rows.filter((row) => row.allow === undefined);
    const hidden = left - held.length - Math.min(free.length, ROWS_AT_MOST);
    return (
        <>
            <div className="row wrap">
                <h3 className="plan-head" data-testid="plan-head">
                    {t("admin.plan.head", numbers)}
                </h3>
                <span className="end">
                    <SegmentedControl
                        name={t("admin.plan.filter")}
                        options={planFilters.map((value) => ({
                            value,
                            text: t("admin.plan.filter.count", {
                                name: t(`admin.plan.filter.${value}`),
                                number: formats.number(value === "all" ? total : counts[value]),
                            }),
                        }))}
                        value={filter}
                        onChange={manifest.show}
                        testId="plan-filter"
                    />
                </span>
            </div>
            <p className="small ink2" data-testid="plan-effect">
                {[
                    t("admin.plan.gain", { count: gain }),
                    t("admin.plan.lose", { count: lose }),
                    t("admin.plan.steps", { count: plan.stepCount }),
                ].join(" · ")}
            </p>
            {free.length > 1 && <p className="small muted">{t("admin.plan.choose.hint")}</p>}
            {free.length > 0 && (
                <PlanDiff name={t("admin.plan.changes")} rows={free.slice(0, ROWS_AT_MOST)} testId="plan-diff" />
            )}
            {hidden > 0 && <p className="small muted">{t("admin.plan.more", { number: formats.number(hidden) })}</p>}
            {held.length > 0 && (
                <section className="stack plan-held" aria-label={t("admin.plan.held")}>
                    <InlineNotice tone="bad" title={t("admin.plan.held")}>
                        {t("admin.plan.held.text")}
                    </InlineNotice>
                    <PlanDiff name={t("admin.plan.held")} rows={held} testId="plan-held" />
                </section>
            )}
            <AccessTable />
        </>
    );
}
