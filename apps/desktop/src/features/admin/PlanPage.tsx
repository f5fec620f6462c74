import { Button, FolderPick, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { useCtrlEnter } from "../crisis/useCtrlEnter.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { ApplyDialog } from "./ApplyDialog.tsx";
import { ApplyOutcome, ApplyProgress } from "./ApplyProgress.tsx";
import { useAdmin, useIsApplying } from "./adminOf.ts";
import { DirectoriesRead } from "./DirectoriesRead.tsx";
import { KeptNotice } from "./KeptNotice.tsx";
import { NarrowTree } from "./NarrowTree.tsx";
import { OpenManifest, Refusals } from "./OpenManifest.tsx";
import { PlanAside } from "./PlanAside.tsx";
import { Waiting } from "./PlanBeside.tsx";
import { PlanChanges } from "./PlanChanges.tsx";
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
                <NarrowTree />
                <DirectoriesRead stale />
                <KeptNotice />
                {plan !== null && <PlanChanges />}
                <Waiting />
                <DirectoriesRead stale={false} />
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
        <span className="row wrap admin-actions">
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
