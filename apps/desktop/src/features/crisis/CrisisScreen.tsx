import { ConnectionStrip, ExerciseRibbon, MarkingBanner } from "@valise/ui";
import { lazy, Suspense } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useStore } from "../../stores/useStore.ts";
import type { CrisisPage } from "../navigation/createNavigation.ts";
import { ChannelAsks } from "./ChannelAsks.tsx";
import { CrisisHead } from "./CrisisHead.tsx";
import { DutyPage } from "./DutyPage.tsx";
import { Overview } from "./Overview.tsx";
import { currentOf } from "./openAlarms.ts";
import { exerciseTextOf } from "./toBroadcast.ts";
import { useNow } from "./useNow.ts";

const LogPage = lazy(() => import("./log/LogPage.tsx").then((module) => ({ default: module.LogPage })));
const LinksPage = lazy(() => import("./links/LinksPage.tsx").then((module) => ({ default: module.LinksPage })));
const RollCallPage = lazy(() => import("./rollCall/RollCallPage.tsx").then((m) => ({ default: m.RollCallPage })));
const ExerciseGuide = lazy(() => import("../exercise/ExerciseGuide.tsx").then((m) => ({ default: m.ExerciseGuide })));

/** One place of the crisis under its head; the marking is that of what is shown. */
export function CrisisScreen() {
    const { navigation, connection, boot } = useApp();
    const { crisisPage } = useStore(navigation);
    const link = useStore(connection);
    const nowMs = useNow();
    return (
        <>
            {crisisPage === "overview" && <BroadcastBand nowMs={nowMs} />}
            <CrisisHead nowMs={nowMs} />
            <ConnectionStrip state={link.state} text={link.text} facts={link.facts} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <div className="crisis-body" tabIndex={0} data-testid="crisis">
                {boot.exerciseUrl !== null && (
                    <Suspense fallback={null}>
                        <ExerciseGuide url={boot.exerciseUrl} />
                    </Suspense>
                )}
                <ChannelAsks />
                <Suspense fallback={null}>
                    <Page page={crisisPage} nowMs={nowMs} />
                </Suspense>
            </div>
        </>
    );
}

function Page({ page, nowMs }: { readonly page: CrisisPage; readonly nowMs: number }) {
    switch (page) {
        case "overview":
            return <Overview nowMs={nowMs} />;
        case "rollCall":
            return <RollCallPage />;
        case "log":
            return <LogPage key="log" kind="all" />;
        case "tasks":
            return <LogPage key="tasks" kind="task" />;
        case "duty":
            return <DutyPage />;
        case "links":
            return <LinksPage />;
    }
}

/** The marking of the broadcast in view, and with it the word that it is an exercise. */
function BroadcastBand({ nowMs }: { readonly nowMs: number }) {
    const translator = useI18n();
    const { crisis, crisisView } = useApp();
    const { key } = useStore(crisisView);
    const current = currentOf(useStore(crisis)?.rows ?? [], key, nowMs);
    if (current === null) return null;
    const exerciseText = exerciseTextOf(current, translator);
    return (
        <>
            {exerciseText !== undefined && <ExerciseRibbon text={exerciseText} />}
            {current.marking !== null && (
                <MarkingBanner label={toLabel(current.marking)} name={translator.t("marking.banner")} />
            )}
        </>
    );
}
