import { Button, CrisisFrame, AlarmStrip as Strip } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { frameOf, openAlarms } from "./openAlarms.ts";
import { exerciseTextOf, titleOf } from "./toBroadcast.ts";
import { useNow } from "./useNow.ts";

/** Looked at this often: an alarm that has expired goes by itself. */
const lookMs = 10_000;

/** The gravest alarm that waits, on every screen, with the frame around the window; nothing while none does. */
export function AlarmStrip() {
    const translator = useI18n();
    const { t, language } = translator;
    const { crisis, crisisView, navigation } = useApp();
    const shownKey = useSelect(crisisView, (view) => view.key);
    const isInView = useSelect(navigation, ({ view }) => view === "crisis");
    const open = openAlarms(useStore(crisis)?.rows ?? [], useNow(lookMs));
    const [first] = open;
    const frame = frameOf(open);
    if (first === undefined || frame === null) return null;
    const agency = first.agency === null ? t("crisis.noAgency") : cleanName(first.agency);
    const from = t("crisis.from", { name: cleanName(first.senderName), agency });
    const exerciseText = exerciseTextOf(first, translator);
    const precedence = exerciseText === undefined ? first.precedence : `${exerciseText}, ${first.precedence}`;
    const title = titleOf(first, language);
    return (
        <>
            <CrisisFrame kind={frame} />
            <Strip
                name={t("alarm.name")}
                precedence={first.precedence}
                exerciseText={exerciseText}
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
