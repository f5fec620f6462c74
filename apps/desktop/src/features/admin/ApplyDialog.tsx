import { Button, Dialog, InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useCtrlEnter } from "../crisis/useCtrlEnter.ts";
import { useAdmin } from "./adminOf.ts";

/** The last question before anything is changed: how much, who gains and loses, and what opens. */
export function ApplyDialog() {
    const { isAsking, plan } = useStore(useAdmin().manifest);
    return isAsking && plan !== null ? <Question /> : null;
}

function Question() {
    const { t, formats } = useI18n();
    const { manifest } = useAdmin();
    const { plan } = useStore(manifest);
    const apply = () => void manifest.apply(false);
    useCtrlEnter(apply);
    if (plan === null) return null;
    const { create, change, replace, destroy, gain, lose } = plan.counts;
    const close = () => manifest.ask(false);
    const numbers = {
        create: formats.number(create),
        change: formats.number(change),
        replace: formats.number(replace),
        destroy: formats.number(destroy),
    };
    return (
        <Dialog
            title={t("admin.apply.title")}
            isOpen
            onClose={close}
            closeName={t("common.close")}
            role="alertdialog"
            testId="apply-dialog"
            footer={
                <>
                    <Button onPress={close}>{t("common.cancel")}</Button>
                    <Button variant="primary" keyHint={t("keys.ctrlEnter")} onPress={apply} testId="apply-confirm">
                        {t("admin.apply.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
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
