import type { LogSnapshot, RoomId } from "@valise/bridge";
import { useEffect, useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";

/** The log of a room, followed while it is looked at; null until the engine has answered. */
export function useLog(roomId: RoomId | null): LogSnapshot | null {
    const { engine } = useApp();
    const [log, setLog] = useState<LogSnapshot | null>(null);
    useEffect(() => {
        setLog(null);
        if (roomId === null) return;
        const subscription = engine.subscribe({ topic: "log", roomId }, setLog);
        return () => subscription[Symbol.dispose]();
    }, [engine, roomId]);
    return log;
}
