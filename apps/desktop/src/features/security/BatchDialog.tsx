import { Button, Dialog, FilePick, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { BatchTable } from "./BatchTable.tsx";
import type { BatchView } from "./createBatchViewModel.ts";
import { isRefused, mayBeIssued, mustBeRecorded } from "./decideBatch.ts";

/** Issues clearances to the rows of a file: what would be refused, and why, is shown before anything is signed. */
export function BatchDialog() {
    const { t } = useI18n();
    const { deskBatch } = useApp();
    const view = useStore(deskBatch);
    const { rows, stage, isBusy } = view;
    const isWhole = rows.length > 0 && rows.every(({ outcome }) => outcome !== null);
    const count = rows.filter(mayBeIssued).length;
    const alarms = rows.filter(mustBeRecorded).length;
    const mayIssue = stage === "preview" && isWhole && !isBusy && count + alarms > 0;
    if (!view.isShown) return null;
    return (
        <Dialog
            title={t("desk.batch")}
            isOpen
            isDismissable={!isBusy}
            onClose={deskBatch.close}
            closeName={t("common.close")}
            size="l"
            testId="batch"
            footer={
                <>
                    <Button onPress={deskBatch.close}>{t(stage === "done" ? "common.close" : "common.cancel")}</Button>
                    {stage === "preview" && (
                        <Button
                            variant="primary"
                            icon="key"
                            isBusy={isBusy}
                            isDisabled={!mayIssue}
                            onPress={() => void deskBatch.issue()}
                            testId="batch-issue"
                        >
                            {count === 0 && alarms > 0 ? t("desk.issue.alarm") : t("desk.batch.issue", { count })}
                        </Button>
                    )}
                </>
            }
        >
            <div className="stack">
                <p className="small ink2">{t("desk.batch.what")}</p>
                <div className="row" data-testid="batch-file">
                    <FilePick
                        name={t("desk.batch.choose")}
                        isDisabled={isBusy}
                        onPick={async ([file]) => {
                            if (file !== undefined)
                                await deskBatch.choose({ name: file.name, text: await file.text() });
                        }}
                    />
                    <span className="foreign">
                        {view.fileName === null ? t("desk.batch.choose") : cleanName(view.fileName)}
                    </span>
                </div>
                <Refused view={view} />
                <FailureNotice failure={view.failure} />
                <Summary view={view} />
                {alarms > 0 && stage === "preview" && (
                    <InlineNotice
                        tone="bad"
                        icon="shieldX"
                        role="alert"
                        title={t("desk.batch.alarms", { count: alarms })}
                    >
                        {t("desk.batch.alarms.why")}
                    </InlineNotice>
                )}
                {rows.length > 0 && <BatchTable rows={rows} isDone={stage === "done"} />}
            </div>
        </Dialog>
    );
}

/** A file that is not understood is not taken in part. */
function Refused({ view: { refusal } }: { readonly view: BatchView }) {
    const { t, formats } = useI18n();
    if (refusal === null) return null;
    const [line, column] = [formats.number(refusal.line), formats.number(refusal.column)];
    return (
        <InlineNotice
            tone="bad"
            role="alert"
            title={t("desk.batch.invalid", { line, column, reason: t(`desk.batch.invalid.${refusal.reason}`) })}
            testId="batch-invalid"
        >
            {t("desk.batch.invalid.next")}
        </InlineNotice>
    );
}

function Summary({ view: { rows, stage, isBusy, decidedCount } }: { readonly view: BatchView }) {
    const { t, formats } = useI18n();
    if (rows.length === 0) return null;
    const [done, all] = [formats.number(decidedCount), formats.number(rows.length)];
    const count = rows.filter(mayBeIssued).length;
    const good = stage === "done" ? t("desk.batch.issued", { count }) : t("desk.batch.ready", { count });
    const bad = t("desk.batch.refused", { count: rows.filter(isRefused).length });
    return (
        <p role="status" data-testid="batch-summary">
            {isBusy ? t("desk.batch.progress", { done, all }) : formats.list([good, bad])}
        </p>
    );
}
