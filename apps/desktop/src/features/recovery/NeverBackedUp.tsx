import { InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect } from "../../stores/useStore.ts";

const none: readonly string[] = [];

/** What no recovery code brings back: keys of rooms from a level on that the community keeps out of every backup. */
export function NeverBackedUp() {
    const { t } = useI18n();
    const deviceOnly = useSelect(useApp().clearance, (held) => held?.trust.deviceOnly ?? none);
    return deviceOnly.map((marking) => (
        <InlineNotice key={marking} tone="info" testId="device-only">
            {t("settings.backup.deviceOnly", { marking })}
        </InlineNotice>
    ));
}
