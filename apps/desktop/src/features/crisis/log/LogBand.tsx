import { ExerciseRibbon, MarkingBanner } from "@valise/ui";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { toLabel } from "../../../labels/toLabel.ts";
import { useLogRoom } from "./useLogRoom.ts";

/** The marking of the room whose log is shown, above and below, also on paper. */
export function LogBand({ isEnd = false }: { readonly isEnd?: boolean }) {
    const { t } = useI18n();
    const { room } = useLogRoom();
    if (room === undefined) return null;
    return (
        <>
            {room.marking !== null && (
                <MarkingBanner label={toLabel(room.marking)} name={t("marking.banner")} isEnd={isEnd} />
            )}
            {room.exercise && !isEnd && <ExerciseRibbon text={t("exercise.ribbon")} />}
        </>
    );
}
