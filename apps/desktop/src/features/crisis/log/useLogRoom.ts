import { useApp } from "../../../app/AppContext.tsx";
import { useSelect, useStore } from "../../../stores/useStore.ts";
import { logRooms } from "./decideLog.ts";

/** Rooms that have a log, and the one whose log is shown. */
export function useLogRoom() {
    const { crisis, rooms, log } = useApp();
    const chosen = useSelect(log, ({ roomId }) => roomId);
    return logRooms(useStore(rooms)?.rows ?? [], useStore(crisis)?.crises ?? [], chosen);
}
