import type { LockHolderSnapshot } from "@valise/bridge";
import { Button, InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";

/** Somebody else changes this server now: who, since when, and the way on for whoever knows better. */
export function LockedNotice(props: {
    readonly holder: LockHolderSnapshot;
    readonly isBusy: boolean;
    readonly onBreak: () => void;
}) {
    const { t, formats } = useI18n();
    const { owner, sinceMs, lastSignMs } = props.holder;
    return (
        <InlineNotice
            tone="warn"
            icon="lock"
            role="alert"
            title={t("admin.locked", { owner, since: formats.dateTime(sinceMs) })}
            testId="admin-locked"
            action={
                <Button size="s" variant="danger" isBusy={props.isBusy} onPress={props.onBreak} testId="break-lock">
                    {t("admin.locked.break")}
                </Button>
            }
        >
            {t("admin.locked.text", { last: formats.time(lastSignMs) })}
        </InlineNotice>
    );
}
