import type { RoomId } from "@valise/bridge";
import { useEffect } from "react";
import { useApp } from "../../../app/AppContext.tsx";

const textFields = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

/** D: records a decision, while the log is shown. */
export function useDecisionKey(roomId: RoomId): void {
    const { log, preferences } = useApp();
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.repeat;
            if (event.defaultPrevented || event.isComposing || !isPlain || event.key.toLowerCase() !== "d") return;
            if (!preferences.getState().singleKeys) return;
            if (document.querySelector("[role=dialog],[role=alertdialog]") !== null) return;
            if (event.target instanceof Element && event.target.closest(textFields) !== null) return;
            event.preventDefault();
            log.begin(roomId, "decision");
        };
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, [log, preferences, roomId]);
}
