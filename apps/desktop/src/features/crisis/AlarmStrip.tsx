import { Button, CrisisFrame, AlarmStrip as Strip } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { openAlarms, windowFrame } from "./openAlarms.ts";
import { exerciseTextOf, realTextOf, titleOf } from "./toBroadcast.ts";
import { useNow } from "./useNow.ts";

/** Looked at this often: an alarm that has expired goes by itself. */
const lookMs = 10_000;

/** The gravest alarm that waits, on every screen; with it, and while a crisis goes on, the frame around the window. */
export function AlarmStrip() {
    const translator = useI18n();
    const { t, language } = translator;
    const { crisis, crisisView, navigation } = useApp();
    const shownKey = useSelect(crisisView, (view) => view.key);
    const isInView = useSelect(navigation, ({ view, crisisPage }) => view === "crisis" && crisisPage === "overview");
    const snapshot = useStore(crisis);
    const nowMs = useNow(lookMs);
    const open = openAlarms(snapshot?.rows ?? [], nowMs);
    const [first] = open;
    const frame = windowFrame(snapshot, nowMs);
    if (first === undefined) return frame === null ? null : <CrisisFrame kind={frame} />;
    const agency = first.agency === null ? t("crisis.noAgency") : cleanName(first.agency);
    const from = t("crisis.from", { name: cleanName(first.senderName), agency });
    const exerciseText = exerciseTextOf(first, translator);
    const realText = realTextOf(first, translator);
    const precedence = [exerciseText ?? realText, first.precedence].filter(Boolean).join(", ");
    const title = titleOf(first, language);
    return (
        <>
            {frame !== null && <CrisisFrame kind={frame} />}
            <Strip
                name={t("alarm.name")}
                precedence={first.precedence}
                exerciseText={exerciseText}
                realText={realText}
                label={first.marking === null ? undefined : toLabel(first.marking)}
                text={t("alarm.text", { from, title })}
                alert={t("alarm.said", { precedence, from, title })}
                moreText={open.length > 1 ? t("alarm.more", { count: open.length - 1 }) : undefined}
                actions={
                    <>
                        {first.alarm?.sounds === true && (
                            <Button size="s" onPress={() => crisisView.silence(first)} testId="alarm-silence">
                                {t("alarm.silence")}
                            </Button>
                        )}
                        {!(isInView && shownKey === first.key) && (
                            <Button
                                size="s"
                                variant="primary"
                                onPress={() => {
                                    crisisView.show(first.key);
                                    navigation.openRail("crisis");
                                }}
                                testId="alarm-show"
                            >
                                {t("alarm.show")}
                            </Button>
                        )}
                    </>
                }
            />
        </>
    );
}
