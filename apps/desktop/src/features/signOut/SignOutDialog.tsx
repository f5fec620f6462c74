import { Button, Dialog, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";

/** What signing out of this device means, before it is done. */
export function SignOutDialog() {
    const { t } = useI18n();
    const { signOut, outbox } = useApp();
    const state = useStore(signOut);
    const waiting = useSelect(outbox, (snapshot) => (snapshot?.queuedCount ?? 0) + (snapshot?.failedCount ?? 0));
    return (
        <Dialog
            title={t("settings.signOut.title")}
            isOpen={state.isAsked}
            onClose={signOut.close}
            closeName={t("common.close")}
            role="alertdialog"
            footer={
                <>
                    <Button onPress={signOut.close}>{t("common.cancel")}</Button>
                    <Button
                        variant="danger"
                        isBusy={state.isBusy}
                        onPress={() => void signOut.signOut()}
                        testId="sign-out-confirm"
                    >
                        {t("settings.signOut.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>{t("settings.signOut.text")}</p>
                {waiting > 0 && (
                    <InlineNotice tone="warn">{t("settings.signOut.waiting", { count: waiting })}</InlineNotice>
                )}
                <FailureNotice failure={state.failure} />
            </div>
        </Dialog>
    );
}
