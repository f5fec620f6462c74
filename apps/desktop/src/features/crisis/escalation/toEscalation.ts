import type { CoverageRowSnapshot, EscalationActName } from "@valise/bridge";
import type { EscalationStepSnapshot, IconName } from "@valise/ui";
import type { Translator } from "../../../i18n/createI18n.ts";
import { formatCountdown } from "../countdown.ts";
import { cleanText } from "../pickText.ts";

type Escalation = CoverageRowSnapshot["escalation"];
export type PlanStep = Escalation["steps"][number];

const icons: Readonly<Record<EscalationActName, IconName>> = {
    alarm: "siren",
    deputies: "people",
    "second-cell": "horn",
    gateway: "send",
    list: "clock",
    decide: "pen",
};

/** The step that comes next, where the plan goes on. */
export function nextStep({ state, steps }: Escalation): PlanStep | undefined {
    const goesOn = state === "led-here" || state === "led-elsewhere" || state === "waiting";
    return goesOn ? steps.find(({ doneAtMs }) => doneAtMs === null) : undefined;
}

/** The plan as its list prints it; who did a step by name. */
export function toEscalationSteps(
    escalation: Escalation,
    nowMs: number,
    nameOf: (userId: string) => string,
    translator: Translator,
): readonly EscalationStepSnapshot[] {
    const { t, formats } = translator;
    const next = nextStep(escalation);
    return escalation.steps.map((step) => {
        const { doneAtMs, by, skipped, dueAtMs } = step;
        const state = doneAtMs === null ? (step === next ? "next" : "ahead") : skipped === null ? "done" : "skipped";
        const isSoon = state === "next" && dueAtMs > nowMs;
        const name = by === null ? "" : nameOf(by);
        const what = t(`escalation.do.${step.do}.text`);
        return {
            id: String(step.step),
            icon: state === "done" ? "check" : state === "skipped" ? "x" : icons[step.do],
            when: isSoon
                ? t("escalation.in", { time: formatCountdown(dueAtMs - nowMs) })
                : formats.time(doneAtMs ?? dueAtMs),
            title: t(`escalation.do.${step.do}`),
            detail:
                skipped !== null
                    ? t("escalation.skipped", { name, reason: cleanText(skipped) })
                    : doneAtMs === null
                      ? what
                      : [t("escalation.done", { what, name }), ...unreachedOf(step, translator)].join(" "),
            state,
            stateText: t(`escalation.step.${state}`),
        };
    });
}

/** Whom a step's alarm reached on no device, by the reason. */
const unreachedOf = ({ unreached }: PlanStep, { t, formats }: Translator): readonly string[] =>
    (["no-device", "not-sent"] as const).flatMap((reason) => {
        const people = unreached.filter(({ why }) => why === reason);
        const names = formats.list(people.map(({ name }) => cleanText(name)));
        return people.length === 0 ? [] : [t(`escalation.unreached.${reason}`, { names })];
    });

/** Who carries it on, or why nobody does. */
export function describeEscalation(
    { state, leader, pauseReason }: Escalation,
    nameOf: (userId: string) => string,
    { t }: Translator,
): string {
    if (state === "paused")
        return pauseReason === null
            ? t("escalation.state.paused")
            : t("escalation.state.paused.why", { reason: cleanText(pauseReason) });
    if (state === "led-elsewhere")
        return leader === null
            ? t("escalation.state.nobody")
            : t("escalation.state.led-elsewhere", { name: nameOf(leader) });
    return t(`escalation.state.${state}`);
}
