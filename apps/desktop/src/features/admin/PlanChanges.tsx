import type { ManifestOutline, PlanSnapshot } from "@valise/bridge";
import { Button, EmptyState, Icon, PlanDiff, SegmentedControl } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { planFilters } from "./createManifestViewModel.ts";
import { buildManifestTree, nameNode, WHOLE } from "./manifestTree.ts";
import { AccessTable } from "./PlanBeside.tsx";
import { narrowPlan, planRows, ROWS_AT_MOST } from "./planRows.ts";

/** The diff, by a filter and a place of the manifest; what would be destroyed waits for a word about each. */
export function PlanChanges() {
    const { t } = useI18n();
    const { plan, summary } = useStore(useAdmin().manifest);
    if (plan === null || summary === null) return null;
    const { create, change, replace, destroy } = plan.counts;
    if (create + change + replace + destroy === 0)
        return (
            <EmptyState icon="check" title={t("admin.plan.empty")} testId="plan-empty">
                {t("admin.plan.empty.text")}
            </EmptyState>
        );
    return <Changes plan={plan} outline={summary.outline} />;
}

function Changes({ plan, outline }: { readonly plan: PlanSnapshot; readonly outline: ManifestOutline }) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { manifest } = useAdmin();
    const { filter, node, allow, chosen } = useStore(manifest);
    const narrowed = narrowPlan(plan, { filter, node }, outline);
    const { counts } = narrowed;
    const total = counts.create + counts.change + counts.replace + counts.destroy;
    const isHeld = ({ key, isHeldBack }: PlanSnapshot["changes"][number]) => isHeldBack || allow.includes(key);
    const held = narrowed.changes.filter(isHeld);
    const free = narrowed.changes.filter((change) => !isHeld(change));
    const left = filter === "all" ? total : counts[filter];
    const hidden = left - held.length - Math.min(free.length, ROWS_AT_MOST);
    const onAllow = (key: string, is: boolean) => void manifest.allowOne(key, is);
    const choices = { allow, onAllow, chosen, onChoose: manifest.choose };
    return (
        <>
            <PlanHead counts={counts} total={total} />
            {node === WHOLE ? <Effect plan={plan} /> : <Narrowed keys={free.map(({ key }) => key)} outline={outline} />}
            {total === 0 && <EmptyState icon="check" title={t("admin.tree.none")} testId="plan-none-here" />}
            {free.length > 1 && <p className="small muted">{t("admin.plan.choose.hint")}</p>}
            {free.length > 0 && (
                <PlanDiff
                    name={t("admin.plan.changes")}
                    rows={planRows(free.slice(0, ROWS_AT_MOST), choices, translator)}
                    testId="plan-diff"
                />
            )}
            {hidden > 0 && <p className="small muted">{t("admin.plan.more", { number: formats.number(hidden) })}</p>}
            {held.length > 0 && (
                <PlanDiff
                    name={t("admin.plan.held")}
                    held={{ title: t("admin.plan.held"), text: t("admin.plan.held.text") }}
                    rows={planRows(held, choices, translator)}
                    testId="plan-held"
                />
            )}
            {node === WHOLE && <AccessTable />}
        </>
    );
}

type Counts = ReturnType<typeof narrowPlan>["counts"];

function PlanHead({ counts, total }: { readonly counts: Counts; readonly total: number }) {
    const { t, formats } = useI18n();
    const { manifest } = useAdmin();
    const { filter } = useStore(manifest);
    const { create, change, replace, destroy } = counts;
    return (
        <div className="row wrap">
            <h3 className="plan-head" data-testid="plan-head">
                {t("admin.plan.head", {
                    create: formats.number(create),
                    change: formats.number(change),
                    replace: formats.number(replace),
                    destroy: formats.number(destroy),
                })}
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
    );
}

function Effect({ plan: { counts, stepCount } }: { readonly plan: PlanSnapshot }) {
    const { t } = useI18n();
    return (
        <p className="row wrap small ink2 plan-effect" data-testid="plan-effect">
            <span className="state">
                <Icon name="people" size="s" />
                {[t("admin.plan.gain", { count: counts.gain }), t("admin.plan.lose", { count: counts.lose })].join(
                    " · ",
                )}
            </span>
            <span className="state">
                <Icon name="clock" size="s" />
                {t("admin.plan.steps", { count: stepCount })}
            </span>
        </p>
    );
}

/** Which place of the manifest is looked at. Applying still means all of it, unless its rows are ticked. */
function Narrowed({ keys, outline }: { readonly keys: readonly string[]; readonly outline: ManifestOutline }) {
    const translator = useI18n();
    const { t } = translator;
    const { manifest } = useAdmin();
    const { node } = useStore(manifest);
    const name = nameNode(node, buildManifestTree(outline, null, translator)) ?? "";
    return (
        <div className="row wrap plan-narrowed" role="status" data-testid="plan-narrowed">
            <span className="grow small foreign">{t("admin.tree.only", { name })}</span>
            {keys.length > 0 && (
                <Button size="s" onPress={() => manifest.chooseOnly(keys)} testId="choose-these">
                    {t("admin.tree.choose", { count: keys.length })}
                </Button>
            )}
            <Button size="s" variant="quiet" onPress={() => manifest.narrow(WHOLE)} testId="show-whole">
                {t("admin.tree.whole")}
            </Button>
        </div>
    );
}
