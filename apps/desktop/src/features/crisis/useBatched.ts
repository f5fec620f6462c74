import { useEffect, useRef, useState } from "react";

/** A text that changes often, passed on at most each `everyMs`: for what a screen reader says. The newest wins. */
export function useBatched(text: string, everyMs = 5000): string {
    const [said, setSaid] = useState(text);
    const newest = useRef(text);
    const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
    newest.current = text;
    useEffect(() => {
        if (text === said) return;
        timer.current ??= setTimeout(() => {
            timer.current = undefined;
            setSaid(newest.current);
        }, everyMs);
    }, [text, said, everyMs]);
    useEffect(() => () => clearTimeout(timer.current), []);
    return said;
}
