import { AgencyTag, Checkbox } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useStore } from "../../../stores/useStore.ts";
import { nameDuty } from "../nameDuty.ts";
import { agencyByUrn } from "../toBroadcast.ts";
import { isSameRole } from "./createOpeningViewModel.ts";
import { namesOfDuty } from "./namesOfDuty.ts";

/** Duty roles by agency: whoever holds the watch is called; one that is unticked is left out. */
export function RosterFields() {
    const translator = useI18n();
    const { t } = translator;
    const app = useApp();
    const { template, without, dryRun } = useStore(app.opening);
    const snapshot = useStore(app.crisis);
    const plan = snapshot?.templates.find((each) => each.template === template);
    if (plan === undefined || snapshot === null) return null;
    const nameOf = namesOfDuty(snapshot.duty, app.agencies);
    return (
        <section aria-labelledby="roster">
            <h3 id="roster">{t("opening.roster")}</h3>
            <p className="small muted">{t("opening.roster.hint")}</p>
            <div className="roster">
                {plan.agencies.map((agency) => (
                    <fieldset key={agency} className="roster-agency">
                        <legend>
                            <AgencyTag agency={agencyByUrn(agency, app)} />
                        </legend>
                        {plan.roles
                            .filter((role) => role.agency === agency)
                            .map((role) => {
                                const duty = snapshot.duty.find((each) => isSameRole(each, role));
                                const outcome = dryRun?.rows.find((row) => isSameRole(row, role))?.outcome;
                                const holder = duty?.holderId == null ? t("duty.nobody") : nameOf(duty.holderId);
                                return (
                                    <Checkbox
                                        key={role.role}
                                        text={duty === undefined ? role.role : nameDuty(duty, translator)}
                                        detail={
                                            outcome === undefined
                                                ? holder
                                                : `${holder} · ${t(`opening.outcome.${outcome}`)}`
                                        }
                                        isOn={!without.some((each) => isSameRole(each, role))}
                                        onChange={(isOn) => app.opening.include(role, isOn)}
                                        testId="roster-role"
                                    />
                                );
                            })}
                    </fieldset>
                ))}
            </div>
        </section>
    );
}
