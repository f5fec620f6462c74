import { Button, ConnectionStrip, EmptyState, ExerciseRibbon, Icon, MarkingBanner, TimelineSkeleton } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useStore } from "../../stores/useStore.ts";
import { BroadcastList } from "./BroadcastList.tsx";
import { BroadcastView } from "./BroadcastView.tsx";
import { CoverageSection } from "./CoverageSection.tsx";
import { currentOf, frameOf, openAlarms } from "./openAlarms.ts";
import { exerciseTextOf } from "./toBroadcast.ts";
import { useAcknowledgeKey } from "./useAcknowledgeKey.ts";
import { useNow } from "./useNow.ts";

/** What is asked of me and by when; then who has it, who has not, and why; then the other broadcasts. */
export function CrisisScreen() {
    const translator = useI18n();
    const { t } = translator;
    const { crisis, crisisView, attention, connection } = useApp();
    const snapshot = useStore(crisis);
    const { key } = useStore(crisisView);
    const isWatched = useStore(attention);
    const link = useStore(connection);
    const nowMs = useNow();
    const rows = snapshot?.rows ?? [];
    const current = currentOf(rows, key, nowMs);
    useAcknowledgeKey(current, nowMs);
    useEffect(() => {
        // From now on it stays: what comes later must not slip under a finger.
        if (current !== null) crisisView.show(current.key);
        if (current !== null && isWatched) crisisView.seen(current);
    }, [current, isWatched, crisisView]);
    const exerciseText = current === null ? undefined : exerciseTextOf(current, translator);
    return (
        <>
            {exerciseText !== undefined && <ExerciseRibbon text={exerciseText} />}
            {current?.marking != null && <MarkingBanner label={toLabel(current.marking)} name={t("marking.banner")} />}
            <CrisisHead nowMs={nowMs} />
            <ConnectionStrip state={link.state} text={link.text} facts={link.facts} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <div className="crisis-body" tabIndex={0} data-testid="crisis">
                {snapshot === null && <TimelineSkeleton name={t("crisis.loading")} rowCount={3} />}
                {snapshot !== null && current === null && (
                    <EmptyState icon="horn" title={t("crisis.empty")} testId="no-broadcasts">
                        {t("crisis.empty.text")}
                    </EmptyState>
                )}
                {current !== null && <BroadcastView key={current.key} row={current} nowMs={nowMs} />}
                {current?.collects === true && <CoverageSection key={`${current.key} coverage`} row={current} />}
                <BroadcastList rows={rows.filter((row) => row !== current)} nowMs={nowMs} />
            </div>
        </>
    );
}

function CrisisHead({ nowMs }: { readonly nowMs: number }) {
    const { t } = useI18n();
    const { crisis, compose, navigation } = useApp();
    const snapshot = useStore(crisis);
    const open = openAlarms(snapshot?.rows ?? [], nowMs);
    const frame = frameOf(open);
    return (
        <header className="crisis-head">
            {frame !== null && (
                <span className={frame === "exercise" ? "crisis-mark is-exercise" : "crisis-mark"}>
                    <Icon name="siren" size="s" />
                    {t(`crisis.mark.${frame}`)}
                </span>
            )}
            <div className="grow">
                <h2>{t("crisis.title")}</h2>
                <p className="small muted">
                    {open.length === 0 ? t("crisis.calm") : t("crisis.open", { count: open.length })}
                </p>
            </div>
            {snapshot?.may.broadcast === true && (
                <Button
                    variant="primary"
                    keyHint={t("keys.ctrlB")}
                    onPress={() => {
                        compose.begin();
                        navigation.openDialog({ kind: "broadcast" });
                    }}
                    testId="compose-broadcast"
                >
                    {t("broadcast.open")}
                </Button>
            )}
        </header>
    );
}
