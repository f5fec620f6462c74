import type { AppWindow } from "./AppWindow.ts";

export interface Pace {
    readonly count: number;
    readonly tookMs: number;
}

declare global {
    var valisePace: { count: number; tookMs: number };
}

/** From now on adds up what the engine says in its worker about decrypting (`valise:decrypt`). */
export async function followPace(app: AppWindow): Promise<() => Promise<Pace>> {
    const [worker] = app.page.workers();
    if (worker === undefined) throw new Error("the engine's worker does not run");
    await worker.evaluate(() => {
        const pace = { count: 0, tookMs: 0 };
        globalThis.valisePace = pace;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntriesByName("valise:decrypt")) {
                pace.count += (entry as PerformanceMeasure).detail.count;
                pace.tookMs += entry.duration;
            }
        }).observe({ type: "measure" });
    });
    return () => worker.evaluate(() => globalThis.valisePace);
}
