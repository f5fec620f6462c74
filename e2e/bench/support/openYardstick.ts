import { chromium } from "@playwright/test";
import type { BenchStage } from "./benchStage.ts";
import { foremostChromium, ordinaryChromium } from "./ordinaryChromium.ts";
import { installStamps } from "./stamps.ts";
import { watchTasks } from "./watchTasks.ts";

const WORK_MS = 5;
const EVERY_MS = 100;

export const YARDSTICK = `the same of an empty page that computes for ${WORK_MS} ms of a quiet core, ${1_000 / EVERY_MS} times a second`;

/** What the machine itself makes of short tasks while it is full: the raw limit of a screen's longest task. */
export interface Yardstick extends AsyncDisposable {
    longestTaskMs(): Promise<number>;
}

/** An empty page in a browser of its own that computes the same little thing again and again. */
export async function openYardstick(stage: BenchStage): Promise<Yardstick> {
    const browser = await chromium.launch(stage.apart ? foremostChromium : ordinaryChromium);
    const page = await browser.newPage();
    await page.addInitScript(installStamps, false);
    await page.goto("about:blank");
    await page.evaluate(compute, { workMs: WORK_MS, everyMs: EVERY_MS });
    const longestTaskMs = await watchTasks(page);
    return {
        longestTaskMs,
        [Symbol.asyncDispose]: () => browser.close(),
    };
}

/** Runs in the page. The work is a number of steps, not a time, so that waiting for a core does not shorten it. */
function compute({ workMs, everyMs }: { workMs: number; everyMs: number }): void {
    const run = (steps: number) => {
        let sum = 0;
        for (let i = 0; i < steps; i += 1) sum = (sum + Math.imul(i, 2_654_435_761)) | 0;
        return sum;
    };
    const trial = 1_000_000;
    const trialsMs = Array.from({ length: 20 }, () => {
        const startedMs = performance.now();
        run(trial);
        return performance.now() - startedMs;
    });
    // The best of them: the others waited for a core.
    const steps = Math.round((trial * workMs) / Math.min(...trialsMs));
    setInterval(() => run(steps), everyMs);
}
