import { Checkbox } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useStore } from "../../../stores/useStore.ts";
import { afterOf, type PlanAct, planActs, usualActs, withinOf } from "./planDraft.ts";

/** What follows while people do not answer: chosen before sending, with when and whom. It is signed with the broadcast. */
export function PlanFields() {
    const { t, formats } = useI18n();
    const { compose } = useApp();
    const form = useStore(compose);
    const withinMs = withinOf(form.precedence, form.minutes);
    if (!form.asks) return null;
    if (form.status === "test" || withinMs === null) {
        return (
            <p className="small muted" data-testid="plan-none">
                {t(form.status === "test" ? "plan.none.test" : "plan.none.deadline")}
            </p>
        );
    }
    const acts = form.plan ?? usualActs;
    const toggle = (act: PlanAct, isOn: boolean) =>
        compose.change({ plan: isOn ? [...acts, act] : acts.filter((each) => each !== act) });
    const callsOf = (act: PlanAct) => form.preview?.plan.find((step) => step.do === act)?.calls;
    return (
        <fieldset className="stack stack-tight compose-audience" data-testid="plan">
            <legend className="form-legend">{t("plan.title")}</legend>
            <p className="hint">{t("plan.hint")}</p>
            {planActs.map((act) => {
                const calls = callsOf(act);
                const time = t("plan.after", { time: formats.duration(afterOf(act, withinMs)) });
                const whom =
                    calls === undefined || act === "list" || act === "decide"
                        ? ""
                        : ` ${t("plan.calls", { count: calls })}`;
                return (
                    <Checkbox
                        key={act}
                        text={`${time}: ${t(`escalation.do.${act}`)}`}
                        detail={`${t(`escalation.do.${act}.text`)}${whom}`}
                        isOn={acts.includes(act)}
                        onChange={(isOn) => toggle(act, isOn)}
                        testId={`plan-${act}`}
                    />
                );
            })}
        </fieldset>
    );
}
