import type { RoomRowSnapshot } from "@valise/bridge";
import { EmptyState, LabelBadge, RadioCards } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { nameRoom } from "../roomList/nameRoom.ts";

export interface TargetCardsProps {
    readonly rooms: readonly RoomRowSnapshot[];
    /** The message's own room, where it may go once more. */
    readonly again?: RoomRowSnapshot | null;
    readonly selectedId: string | null;
    readonly onSelect: (roomId: string) => void;
}

/** Rooms that may hold a message, each with its label. */
export function TargetCards({ rooms, again = null, selectedId, onSelect }: TargetCardsProps) {
    const translator = useI18n();
    const { t } = translator;
    const cards = [...rooms, ...(again === null ? [] : [again])];
    return (
        <>
            {rooms.length === 0 && <EmptyState icon="stop" title={t("forward.none")} testId="forward-none" />}
            {cards.length > 0 && (
                <RadioCards
                    name={t("forward.rooms")}
                    cards={cards.map((room) => ({
                        id: room.roomId,
                        title: nameRoom(room, translator),
                        detail: room === again ? t("forward.again") : undefined,
                        after: room.marking === null ? undefined : <LabelBadge label={toLabel(room.marking)} />,
                    }))}
                    selectedId={selectedId ?? undefined}
                    onSelect={onSelect}
                    testId="forward-room"
                />
            )}
        </>
    );
}
