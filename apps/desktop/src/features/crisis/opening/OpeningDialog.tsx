import { EmptyState, Kbd, LabelBadge, MarkingBanner, RadioCards } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { toLabel } from "../../../labels/toLabel.ts";
import { useStore } from "../../../stores/useStore.ts";
import { FailureNotice } from "../../failure/FailureNotice.tsx";
import { CtrlEnterDialog } from "../CtrlEnterDialog.tsx";
import { cleanText, pickText } from "../pickText.ts";
import { mayOpen } from "./createOpeningViewModel.ts";
import { DryRunPanel } from "./DryRunPanel.tsx";
import { OpeningFields } from "./OpeningFields.tsx";
import { RosterFields } from "./RosterFields.tsx";

const textFields = "input:not([type=radio]):not([type=checkbox]), textarea, select";

/** An emergency room from a signed plan: what it will be, and beside it who will and will not read. */
export function OpeningDialog() {
    const { t } = useI18n();
    const { opening, crisis } = useApp();
    const form = useStore(opening);
    const templates = useStore(crisis)?.templates ?? [];
    const plan = templates.find(({ template }) => template === form.template);
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
            const picked = isPlain ? templates[Number(event.key) - 1] : undefined;
            if (picked === undefined || (event.target instanceof Element && event.target.closest(textFields) !== null))
                return;
            event.preventDefault();
            opening.choose(picked.template);
        };
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, [opening, templates]);
    const refused = form.dryRun?.rows.filter(({ outcome }) => outcome === "refused").length ?? 0;
    return (
        <CtrlEnterDialog
            title={t("opening.title")}
            isDismissable={false}
            size="l"
            testId="opening"
            onSubmit={() => void opening.open()}
            submit={{
                text: t("opening.submit"),
                size: "big",
                isBusy: form.isBusy,
                isDisabled: !mayOpen(form),
                testId: "opening-submit",
            }}
            note={
                <span className="grow small ink2" role="status">
                    {form.dryRun === null ? "" : t("opening.note", { count: refused })}
                </span>
            }
        >
            {templates.length === 0 ? (
                <EmptyState icon="file" title={t("opening.none")} testId="no-templates">
                    {t("opening.none.text")}
                </EmptyState>
            ) : (
                <div className="opening">
                    {plan?.marking != null && (
                        <MarkingBanner label={toLabel(plan.marking)} name={t("marking.banner")} />
                    )}
                    <div className="compose-columns">
                        <div className="stack">
                            <Templates />
                            <OpeningFields />
                            <RosterFields />
                        </div>
                        <div className="stack">
                            <DryRunPanel />
                            <FailureNotice failure={form.failure ?? form.dryRunFailure} />
                        </div>
                    </div>
                </div>
            )}
        </CtrlEnterDialog>
    );
}

/** Signed plans, each with the key that picks it. */
function Templates() {
    const { t, language } = useI18n();
    const { opening, crisis } = useApp();
    const { template } = useStore(opening);
    const plans = useStore(crisis)?.templates ?? [];
    return (
        <RadioCards
            name={t("opening.template")}
            cards={plans.map((plan, at) => ({
                id: plan.template,
                title: cleanText(pickText(plan.names, language)?.text ?? plan.template),
                detail: t("opening.template.detail", {
                    roles: t("opening.roles", { count: plan.roles.length }),
                    agencies: t("opening.agencies", { count: plan.agencies.length }),
                }),
                after: (
                    <span className="row end">
                        {plan.marking !== null && <LabelBadge label={toLabel(plan.marking)} />}
                        {at < 9 && <Kbd>{String(at + 1)}</Kbd>}
                    </span>
                ),
            }))}
            selectedId={template ?? undefined}
            onSelect={opening.choose}
            autoFocus
            testId="template"
        />
    );
}
