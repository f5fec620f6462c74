import { useEffect, useRef } from "react";

/** Ctrl Enter: the primary action of the dialog that is open. */
export function useCtrlEnter(submit: () => void): void {
    const latest = useRef(submit);
    latest.current = submit;
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
            event.preventDefault();
            latest.current();
        };
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, []);
}
