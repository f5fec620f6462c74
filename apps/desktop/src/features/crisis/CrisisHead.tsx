import type { CrisisRoomSnapshot } from "@valise/bridge";
import { Button, ExerciseMark, Icon, PhaseLine, Tag } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { crisisPhases, currentCrisis, formatSince } from "./crisisRooms.ts";
import { LinkTrouble } from "./links/LinkTrouble.tsx";
import { openAlarms, windowFrame } from "./openAlarms.ts";
import { agencyByUrn } from "./toBroadcast.ts";

/** Which crisis goes on, since when and in which phase; what an authority may do from anywhere in it. */
export function CrisisHead({ nowMs }: { readonly nowMs: number }) {
    const { t } = useI18n();
    const { crisis, compose, navigation, opening } = useApp();
    const snapshot = useStore(crisis);
    const open = openAlarms(snapshot?.rows ?? [], nowMs);
    const current = currentCrisis(snapshot?.crises ?? []);
    const frame = windowFrame(snapshot, nowMs);
    return (
        <header className="crisis-head">
            {frame !== null && (
                <span className={frame === "exercise" ? "crisis-mark is-exercise" : "crisis-mark"}>
                    <Icon name="siren" size="s" />
                    {t(`crisis.mark.${frame}`)}
                </span>
            )}
            {current === null ? (
                <div className="grow">
                    <h2>{t("crisis.title")}</h2>
                    <p className="small muted">
                        {open.length === 0 ? t("crisis.calm") : t("crisis.open", { count: open.length })}
                    </p>
                </div>
            ) : (
                <Current current={current} nowMs={nowMs} mayChange={snapshot?.may.open === true} frame={frame} />
            )}
            <LinkTrouble />
            {snapshot?.may.open === true && (
                <Button
                    onPress={() => {
                        opening.begin();
                        navigation.openDialog({ kind: "open-emergency" });
                    }}
                    testId="open-emergency"
                >
                    {t("opening.open")}
                </Button>
            )}
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

interface CurrentProps {
    readonly current: CrisisRoomSnapshot;
    readonly nowMs: number;
    readonly mayChange: boolean;
    readonly frame: "actual" | "exercise" | null;
}

function Current({ current, nowMs, mayChange, frame }: CurrentProps) {
    const { t, formats } = useI18n();
    const app = useApp();
    const since = formatSince(current.startedAtMs, nowMs);
    const lead = agencyByUrn(current.lead, app).code;
    return (
        <>
            <div>
                <h2 className="foreign" data-testid="crisis-name">
                    {cleanName(current.name)}
                </h2>
                <p className="small muted">
                    <b>{since}</b>, {t("crisis.since", { time: formats.time(current.startedAtMs), agency: lead })}
                </p>
            </div>
            {current.exercise && frame !== "exercise" && <ExerciseMark text={t("crisis.status.exercise")} />}
            <SitrepDue current={current} />
            <PhaseLine
                name={t("crisis.phase")}
                phases={crisisPhases.map((id) => ({ id, text: t(`crisis.phase.${id}`) }))}
                currentId={current.phase}
                testId="phase"
            />
            <span className="phase-act">
                {mayChange && (
                    <Button size="s" variant="quiet" onPress={() => app.phase.begin(current)} testId="change-phase">
                        {t("crisis.phase.change")}
                    </Button>
                )}
            </span>
        </>
    );
}

/** The next situation report, from shortly before it is due. */
function SitrepDue({ current: { sitrep } }: Pick<CurrentProps, "current">) {
    const { t, formats } = useI18n();
    if (sitrep.dueAtMs === null || (sitrep.state !== "soon" && sitrep.state !== "late")) return null;
    const time = formats.time(sitrep.dueAtMs);
    return (
        <span role="status" data-testid="sitrep-due" data-state={sitrep.state}>
            <Tag tone={sitrep.state === "late" ? "bad" : "warn"}>{t(`crisis.sitrep.${sitrep.state}`, { time })}</Tag>
        </span>
    );
}
