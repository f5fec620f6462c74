import type { GateSnapshot, RoomId } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import { useApp } from "../../app/AppContext.tsx";
import { useStore } from "../../stores/useStore.ts";

const noGate = createStore<GateSnapshot | null>(() => null);

/** The gate of the open room; null for another, and while it is not known. */
export function useGate(roomId: RoomId): GateSnapshot | null {
    const conversation = useStore(useApp().conversations);
    return useStore(conversation?.roomId === roomId ? conversation.gate : noGate);
}
