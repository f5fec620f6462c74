import type { BroadcastSnapshot, CoverageRowSnapshot } from "@valise/bridge";
import { Button, EscalationSteps, Icon } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useNames } from "../links/useNames.ts";
import { useNow } from "../useNow.ts";
import { createEscalationActions } from "./createEscalationActions.ts";
import { describeEscalation, nextStep, toEscalationSteps } from "./toEscalation.ts";

export interface EscalationSectionProps {
    readonly row: BroadcastSnapshot;
    readonly escalation: CoverageRowSnapshot["escalation"];
}

/** What follows while people have not answered: which step, when the next, who carries it on; held or left out with a reason. */
export function EscalationSection({ row, escalation }: EscalationSectionProps) {
    const translator = useI18n();
    const { t } = translator;
    const app = useApp();
    const nowMs = useNow();
    const nameOf = useNames(row.roomId);
    const next = nextStep(escalation);
    const isPaused = escalation.state === "paused";
    const open = (step: number | null) => app.navigation.openDialog({ kind: "escalation", key: row.key, step });
    const steps = toEscalationSteps(escalation, nowMs, nameOf, translator).map((step) =>
        next !== undefined && step.id === String(next.step)
            ? {
                  ...step,
                  act: (
                      <Button size="s" variant="quiet" onPress={() => open(next.step)} testId="escalation-skip">
                          {t("escalation.skip")}
                      </Button>
                  ),
              }
            : step,
    );
    return (
        <section className="crisis-card" aria-labelledby="escalation" data-testid="escalation">
            <div className="crisis-card-head">
                <h2 id="escalation" className="grow">
                    {t("escalation.title")}
                </h2>
                {next !== undefined && (
                    <Button size="s" onPress={() => open(null)} testId="escalation-hold">
                        {t("escalation.hold")}
                    </Button>
                )}
                {isPaused && (
                    <Button
                        size="s"
                        onPress={() => void createEscalationActions(app).goOn(row)}
                        testId="escalation-go-on"
                    >
                        {t("escalation.goOn")}
                    </Button>
                )}
            </div>
            <div className="crisis-card-part stack">
                <p role="status" data-testid="escalation-state" data-state={escalation.state}>
                    {describeEscalation(escalation, nameOf, translator)}
                </p>
                <EscalationSteps name={t("escalation.title")} steps={steps} />
                <p className="small ink2">
                    <Icon name="info" size="s" /> {t("escalation.note")}
                </p>
            </div>
        </section>
    );
}
