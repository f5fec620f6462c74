import { QuickSwitcher } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";

/** Search and jump (Ctrl K). */
export function QuickSwitcherDialog() {
    const { t } = useI18n();
    const { quickSwitcher } = useApp();
    const { query, entries } = useStore(quickSwitcher);
    return (
        <QuickSwitcher
            isOpen
            query={query}
            entries={entries}
            onQuery={quickSwitcher.search}
            onChoose={quickSwitcher.choose}
            onClose={quickSwitcher.close}
            words={{
                name: t("quick.title"),
                placeholder: t("quick.field"),
                results: t("quick.results"),
                nothing: t("quick.none"),
            }}
        />
    );
}
