import { Button, Dialog, InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { useCtrlEnter } from "../crisis/useCtrlEnter.ts";
import { useAdmin } from "./adminOf.ts";
import type { ManifestView } from "./createManifestViewModel.ts";

/** Keys that the question names; the rest is counted. */
const NAMED = 8;

/** The last question before anything is changed: how much, who gains and loses, and what opens. */
export function ApplyDialog() {
    const { asked } = useStore(useAdmin().manifest);
    return asked === null ? null : <Question asked={asked} />;
}

function Question({ asked: { plan, targets } }: { readonly asked: NonNullable<ManifestView["asked"]> }) {
    const { t, formats } = useI18n();
    const { manifest } = useAdmin();
    const apply = () => void manifest.apply(false);
    useCtrlEnter(apply);
    const { create, change, replace, destroy, gain, lose } = plan.counts;
    const numbers = {
        create: formats.number(create),
        change: formats.number(change),
        replace: formats.number(replace),
        destroy: formats.number(destroy),
    };
    return (
        <Dialog
            title={t(targets.length === 0 ? "admin.apply.title" : "admin.apply.title.part")}
            isOpen
            onClose={manifest.dismiss}
            closeName={t("common.close")}
            role="alertdialog"
            testId="apply-dialog"
            footer={
                <>
                    <Button onPress={manifest.dismiss}>{t("common.cancel")}</Button>
                    <Button variant="primary" keyHint={t("keys.ctrlEnter")} onPress={apply} testId="apply-confirm">
                        {t("admin.apply.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                {targets.length > 0 && (
                    <ul className="mono small foreign" data-testid="apply-targets">
                        {targets.slice(0, NAMED).map((key) => (
                            <li key={key}>{cleanName(key)}</li>
                        ))}
                        {targets.length > NAMED && (
                            <li>{t("admin.line.more", { number: formats.number(targets.length - NAMED) })}</li>
                        )}
                    </ul>
                )}
                <p>{t("admin.plan.head", numbers)}</p>
                <p>{[t("admin.plan.gain", { count: gain }), t("admin.plan.lose", { count: lose })].join(" · ")}</p>
                {plan.changes.some(({ loosens }) => loosens) && (
                    <InlineNotice tone="warn" title={t("admin.apply.opens")} />
                )}
                <p className="small muted">{t("admin.apply.text")}</p>
            </div>
        </Dialog>
    );
}
