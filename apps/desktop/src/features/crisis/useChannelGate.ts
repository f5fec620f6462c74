import type { GateSnapshot, RoomId } from "@valise/bridge";
import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";

/** The gate of the chosen channel: its agencies, the labels it offers, who reads. Open in the engine while it is looked at. */
export function useChannelGate(roomId: RoomId | null): GateSnapshot | null {
    const { engine } = useApp();
    const [gate, setGate] = useState<GateSnapshot | null>(null);
    useEffect(() => {
        setGate(null);
        if (roomId === null) return;
        const subscription = engine.subscribe({ topic: "gate", roomId }, setGate);
        return () => subscription[Symbol.dispose]();
    }, [engine, roomId]);
    return gate;
}
