import { Button, Dialog, TextField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";

/** Asks before a clearance is taken away or given back, and for the reason that the register keeps. */
export function StandingDialog() {
    const { t } = useI18n();
    const { deskForm, agencies } = useApp();
    const { standing, isBusy, failure } = useStore(deskForm);
    if (standing === null) return null;
    const name = agencies.person(standing.userId, standing.userId).displayName;
    const close = () => deskForm.askStanding(null);
    return (
        <Dialog
            title={t(`desk.act.${standing.act}`, { name })}
            isOpen
            onClose={close}
            closeName={t("common.close")}
            role="alertdialog"
            size="s"
            testId="standing"
            footer={
                <>
                    <Button onPress={close}>{t("common.cancel")}</Button>
                    <Button
                        variant={standing.act === "reinstated" ? "primary" : "danger"}
                        isBusy={isBusy}
                        onPress={() => void deskForm.confirmStanding()}
                        testId="standing-confirm"
                    >
                        {t(`desk.act.submit.${standing.act}`)}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>{t("desk.act.text")}</p>
                <TextField
                    label={t("desk.act.reason")}
                    value={standing.reason}
                    onChange={(reason) => deskForm.askStanding({ ...standing, reason })}
                    maxLength={1000}
                    testId="standing-reason"
                />
                <FailureNotice failure={failure} />
            </div>
        </Dialog>
    );
}
