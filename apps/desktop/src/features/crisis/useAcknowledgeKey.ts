import type { BroadcastSnapshot } from "@valise/bridge";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { decideAnswer } from "./decideAnswer.ts";

const textFields = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

/** A: acknowledges the broadcast in view, and where something must be chosen first leads there. */
export function useAcknowledgeKey(row: BroadcastSnapshot | null, nowMs: number): void {
    const { crisisView, preferences } = useApp();
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.repeat;
            if (event.defaultPrevented || event.isComposing || !isPlain || event.key.toLowerCase() !== "a") return;
            if (!preferences.getState().singleKeys || row === null) return;
            if (document.querySelector("[role=dialog],[role=alertdialog]") !== null) return;
            if (event.target instanceof Element && event.target.closest(textFields) !== null) return;
            const state = decideAnswer(row, crisisView.getState(), nowMs);
            if (state.kind !== "open" || !row.mine.addressed) return;
            event.preventDefault();
            if (state.missing === null) void crisisView.acknowledge(row);
            else document.querySelector<HTMLElement>(`[data-choice=${state.missing}] input`)?.focus();
        };
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, [crisisView, preferences, row, nowMs]);
}
