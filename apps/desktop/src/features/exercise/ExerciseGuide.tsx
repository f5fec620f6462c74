import { exerciseChapters } from "@valise/bridge";
import { Button, InlineNotice } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import type { ExerciseStatus } from "./exerciseStatus.ts";
import { useExercise } from "./useExercise.ts";

/** For a newcomer to the demonstration: starts the exercise, and says what happens now and what to try. */
export function ExerciseGuide({ url }: { readonly url: string }) {
    const translator = useI18n();
    const { t } = translator;
    const { status, start, stop } = useExercise(url);
    if (status === null) return null;
    const isOn = status.state === "gathering" || status.state === "running";
    const action = isOn ? (
        <Button size="s" onPress={stop} testId="exercise-stop">
            {t("exercise.stop")}
        </Button>
    ) : (
        <Button size="s" variant="primary" onPress={start} testId="exercise-start">
            {t(status.state === "idle" ? "exercise.start" : "exercise.again")}
        </Button>
    );
    const { title, text, hint } = wordsOf(status, translator);
    return (
        <InlineNotice
            tone={status.state === "failed" ? "warn" : "info"}
            icon="siren"
            role="status"
            title={title}
            action={action}
            testId="exercise-guide"
        >
            {text}
            {hint !== null && (
                <p className="small">
                    <b>{t("exercise.try")}</b> {hint}
                </p>
            )}
        </InlineNotice>
    );
}

interface Words {
    readonly title: string;
    readonly text: string;
    readonly hint: string | null;
}

function wordsOf({ state, chapter }: ExerciseStatus, { t, formats }: Translator): Words {
    if (state !== "running") return { title: t(`exercise.${state}`), text: t(`exercise.${state}.text`), hint: null };
    const now = chapter ?? "activation";
    const place = { number: formats.number(exerciseChapters.indexOf(now) + 1), count: exerciseChapters.length };
    return {
        title: `${t("exercise.place", place)} ${t(`exercise.${now}`)}`,
        text: t(`exercise.${now}.text`),
        hint: t(`exercise.${now}.try`),
    };
}
