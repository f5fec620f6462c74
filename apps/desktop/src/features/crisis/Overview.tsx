import { EmptyState, TimelineSkeleton } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { BroadcastList } from "./BroadcastList.tsx";
import { BroadcastView } from "./BroadcastView.tsx";
import { CoverageSection } from "./CoverageSection.tsx";
import { currentOf } from "./openAlarms.ts";
import { useAcknowledgeKey } from "./useAcknowledgeKey.ts";

/** What is asked of me and by when; then who has it, who has not, and why; then the other broadcasts. */
export function Overview({ nowMs }: { readonly nowMs: number }) {
    const { t } = useI18n();
    const { crisis, crisisView, attention } = useApp();
    const snapshot = useStore(crisis);
    const { key } = useStore(crisisView);
    const isWatched = useStore(attention);
    const rows = snapshot?.rows ?? [];
    const current = currentOf(rows, key, nowMs);
    useAcknowledgeKey(current, nowMs);
    useEffect(() => {
        // From now on it stays: what comes later must not slip under a finger.
        if (current !== null) crisisView.show(current.key);
        if (current !== null && isWatched) crisisView.seen(current);
    }, [current, isWatched, crisisView]);
    return (
        <>
            {snapshot === null && <TimelineSkeleton name={t("crisis.loading")} rowCount={3} />}
            {snapshot !== null && current === null && (
                <EmptyState icon="horn" title={t("crisis.empty")} testId="no-broadcasts">
                    {t("crisis.empty.text")}
                </EmptyState>
            )}
            {current !== null && <BroadcastView key={current.key} row={current} nowMs={nowMs} />}
            {current?.collects === true && <CoverageSection key={`${current.key} coverage`} row={current} />}
            <BroadcastList rows={rows.filter((row) => row !== current)} nowMs={nowMs} />
        </>
    );
}
