import type { RoomId } from "@valise/bridge";
import { useMemo } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { decideTargets } from "./decideTargets.ts";

/** A message of the open room, and the other rooms that may hold it. */
export function useTargets(roomId: RoomId, messageId: string) {
    const { rooms, conversations } = useApp();
    const message = useStore(conversations)?.find(messageId);
    const rows = useSelect(rooms, (snapshot) => snapshot?.rows);
    const marking = message?.marking ?? null;
    const targets = useMemo(() => decideTargets(marking, roomId, rows ?? []), [marking, roomId, rows]);
    return { message, marking, rows, targets };
}
