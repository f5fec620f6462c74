import { Button, Dialog, TextArea } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { titleOf } from "./toBroadcast.ts";

/** Calls one's own broadcast off: everyone who was addressed is told, and told why. */
export function CancelBroadcastDialog({ broadcastKey }: { readonly broadcastKey: string }) {
    const { t, language } = useI18n();
    const { compose, crisis, navigation } = useApp();
    const { reason, isBusy, failure } = useStore(compose);
    const row = useSelect(crisis, (snapshot) => snapshot?.rows.find(({ key }) => key === broadcastKey));
    if (row === undefined) return null;
    const { senderId, broadcastId } = row;
    return (
        <Dialog
            title={t("broadcast.cancel.title")}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            role="alertdialog"
            footer={
                <>
                    <Button onPress={navigation.closeDialog}>{t("broadcast.cancel.keep")}</Button>
                    <Button
                        variant="danger"
                        isBusy={isBusy}
                        onPress={() => void compose.cancelBroadcast({ senderId, broadcastId })}
                        testId="cancel-broadcast-submit"
                    >
                        {t("broadcast.cancel.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>
                    <b className="foreign">{titleOf(row, language)}</b>
                </p>
                <TextArea
                    label={t("broadcast.cancel.reason")}
                    value={reason}
                    maxLength={2000}
                    onChange={(value) => compose.change({ reason: value })}
                    testId="cancel-broadcast-reason"
                />
                <FailureNotice failure={failure} />
            </div>
        </Dialog>
    );
}
