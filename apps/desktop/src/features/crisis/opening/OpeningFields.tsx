import { Checkbox, ExerciseMark, SegmentedControl, SelectField, TextField } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { cleanName } from "../../../people/createAgencyDirectory.ts";
import { useStore } from "../../../stores/useStore.ts";
import { agencyByUrn } from "../toBroadcast.ts";

const NEW = "new";
const phases = ["alert", "response"] as const;

/** How a new crisis begins, and which of the plan's agencies leads it. */
function Beginning() {
    const { t } = useI18n();
    const app = useApp();
    const { template, lead, phase } = useStore(app.opening);
    const plan = useStore(app.crisis)?.templates.find((each) => each.template === template);
    return (
        <>
            <SegmentedControl
                name={t("crisis.phase")}
                value={phase}
                options={phases.map((value) => ({ value, text: t(`crisis.phase.${value}`) }))}
                onChange={(value) => app.opening.change({ phase: value })}
                testId="opening-phase"
            />
            {plan !== undefined && (
                <SelectField
                    label={t("opening.lead")}
                    value={lead ?? plan.lead}
                    options={plan.agencies.map((urn) => ({ value: urn, text: agencyByUrn(urn, app).name }))}
                    onChange={(value) => app.opening.change({ lead: value })}
                    testId="opening-lead"
                />
            )}
        </>
    );
}

/** The room's name, the crisis it belongs to, and whether that is an exercise: fixed with the crisis's first room. */
export function OpeningFields() {
    const { t } = useI18n();
    const { opening, crisis } = useApp();
    const { name, crisisId, exercise, exerciseName } = useStore(opening);
    const open = (useStore(crisis)?.crises ?? []).filter(({ phase }) => phase !== "closed");
    const crises = [...new Map(open.map((each) => [each.crisisId, each])).values()];
    return (
        <>
            <TextField
                label={t("opening.name")}
                hint={t("opening.name.hint")}
                value={name}
                maxLength={120}
                onChange={(value) => opening.change({ name: value })}
                testId="opening-name"
            />
            {crises.length > 0 && (
                <SelectField
                    label={t("opening.crisis")}
                    value={crisisId ?? NEW}
                    options={[
                        ...crises.map((each) => ({ value: each.crisisId, text: cleanName(each.name) })),
                        { value: NEW, text: t("opening.crisis.new") },
                    ]}
                    onChange={(value) => {
                        const picked = crises.find((each) => each.crisisId === value);
                        const isExercise = picked?.exercise ?? false;
                        opening.change({ crisisId: picked?.crisisId ?? null, exercise: isExercise });
                    }}
                    testId="opening-crisis"
                />
            )}
            {crisisId === null && <Beginning />}
            {crisisId === null ? (
                <Checkbox
                    text={t("opening.exercise")}
                    detail={t("opening.exercise.detail")}
                    isOn={exercise}
                    onChange={(isOn) => opening.change({ exercise: isOn })}
                    testId="opening-exercise"
                />
            ) : (
                exercise && <ExerciseMark text={t("crisis.status.exercise")} />
            )}
            {crisisId === null && exercise && (
                <TextField
                    label={t("broadcast.exerciseName")}
                    value={exerciseName}
                    maxLength={80}
                    onChange={(value) => opening.change({ exerciseName: value })}
                    testId="opening-exercise-name"
                />
            )}
        </>
    );
}
