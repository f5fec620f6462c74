import type { RoomId } from "@valise/bridge";
import { useApp } from "../../../app/AppContext.tsx";
import { cleanName } from "../../../people/createAgencyDirectory.ts";
import { useChannelGate } from "../useChannelGate.ts";

/** People by the names they have in a room; by what their address says where they have none there. */
export function useNames(roomId: RoomId | null): (userId: string) => string {
    const { agencies } = useApp();
    const gate = useChannelGate(roomId);
    return (userId) => {
        const name = gate?.rows.find((row) => row.userId === userId)?.name;
        return name === undefined ? agencies.calledBy(userId) : cleanName(name);
    };
}
