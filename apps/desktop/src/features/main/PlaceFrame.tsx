import { AppFrame, type AppFrameProps, ExerciseRibbon, type LabelSnapshot, MarkingBanner } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { useLogRoom } from "../crisis/log/useLogRoom.ts";

interface Place {
    readonly label: LabelSnapshot | undefined;
    readonly exercise: boolean;
}

/** The window around one place; its marking stands above and below, also on paper, and goes along with what is taken out of it. */
export function PlaceFrame(props: Omit<AppFrameProps, "label" | "banner" | "bannerEnd">) {
    const { t } = useI18n();
    const place = usePlace();
    if (place === null) return <AppFrame {...props} />;
    const { label, exercise } = place;
    const band = (isEnd: boolean) => (
        <>
            {label !== undefined && <MarkingBanner label={label} name={t("marking.banner")} isEnd={isEnd} />}
            {exercise && !isEnd && <ExerciseRibbon text={t("exercise.ribbon")} />}
        </>
    );
    return <AppFrame {...props} label={label} banner={band(false)} bannerEnd={band(true)} />;
}

/** What is marked above and below: an open room, the log of one, and who is cleared for what. */
function usePlace(): Place | null {
    const { navigation, rooms, desk } = useApp();
    const { view, roomId, crisisPage } = useStore(navigation);
    const open = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === roomId));
    const ofDesk = useSelect(desk, (snapshot) => (snapshot?.state === "open" ? snapshot.marking : null));
    const { room: logged } = useLogRoom();
    if (view === "security") return { label: ofDesk === null ? undefined : toLabel(ofDesk), exercise: false };
    const isLog = view === "crisis" && (crisisPage === "log" || crisisPage === "tasks");
    if (!isLog && (view !== "rooms" || roomId === null)) return null;
    const room = isLog ? logged : open;
    return { label: room?.marking == null ? undefined : toLabel(room.marking), exercise: room?.exercise === true };
}
