import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";

/** The time, looked at each second while the view is there. */
export function useNow(everyMs = 1000): number {
    const { clock } = useApp();
    const [nowMs, setNowMs] = useState<number>(() => clock.nowMs());
    useEffect(() => {
        let next: Disposable;
        const tick = () => {
            setNowMs(clock.nowMs());
            next = clock.after(everyMs, tick);
        };
        next = clock.after(everyMs, tick);
        return () => next[Symbol.dispose]();
    }, [clock, everyMs]);
    return nowMs;
}
