import type { PlanSnapshot } from "@valise/bridge";
import { Button } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";

/** Undoes one change by hand, after a question; nothing where no plan of one's own could. */
export function PutBack({ row: { key, canPutBack } }: { readonly row: PlanSnapshot["drift"][number] }) {
    const { t } = useI18n();
    const { manifest, progress } = useAdmin();
    const { isBusy } = useStore(manifest);
    const isApplying = useSelect(progress, (state) => state !== null && state.state !== "idle");
    if (!canPutBack) return null;
    return (
        <Button
            size="s"
            isDisabled={isBusy || isApplying}
            onPress={() => void manifest.ask([key])}
            accessibleName={t("admin.drift.putBack.name", { name: key })}
            testId="put-back"
        >
            {t("admin.drift.putBack")}
        </Button>
    );
}
