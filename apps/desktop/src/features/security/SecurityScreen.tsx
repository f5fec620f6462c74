import { EmptyState, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { DeskOverview } from "./DeskOverview.tsx";
import { OpenDesk, UnlockDesk } from "./OpenDesk.tsx";

/** The security officer's desk, in each of its states. */
export function SecurityScreen() {
    const { t } = useI18n();
    const desk = useStore(useApp().desk);
    if (desk === null) return <TimelineSkeleton name={t("desk.loading")} />;
    switch (desk.state) {
        case "open":
            return desk.limits === null ? (
                <TimelineSkeleton name={t("desk.loading")} />
            ) : (
                <DeskOverview desk={desk} limits={desk.limits} />
            );
        case "locked":
            return <UnlockDesk />;
        case "none":
            return (
                <div className="desk-page">
                    <EmptyState icon="key" title={t("desk.none")} testId="desk-none">
                        {t("desk.none.text")}
                    </EmptyState>
                    <OpenDesk />
                </div>
            );
        case "broken":
            return (
                <div className="desk-page">
                    <EmptyState icon="warning" title={t("desk.broken")} testId="desk-broken">
                        {t("desk.broken.text")}
                    </EmptyState>
                    <OpenDesk />
                </div>
            );
    }
}
