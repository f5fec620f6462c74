import { useEffect, useRef } from "react";

/** Ctrl Enter: the primary action of the dialog that is open, wherever the focus is; no other button takes it for a press. */
export function useCtrlEnter(submit: () => void): void {
    const latest = useRef(submit);
    latest.current = submit;
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
            event.preventDefault();
            event.stopPropagation();
            latest.current();
        };
        window.addEventListener("keydown", onKeyDown, { capture: true });
        return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
    }, []);
}
