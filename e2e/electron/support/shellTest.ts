import { test as base, expect } from "@playwright/test";
import { createDisplay, type Display } from "./createDisplay.ts";
import { createStage, type Stage } from "./createStage.ts";
import { type LaunchOptions, launchApp, type RunningApp } from "./launchApp.ts";

interface WorkerParts {
    readonly stage: Stage;
    readonly display: Display;
}
interface TestParts {
    /** Starts an app that is closed when the test ends, whatever became of it. */
    readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
}

/** Tests of the shell: one stage and one display a worker; after each test nothing may be left running. */
export const test = base.extend<TestParts, WorkerParts>({
    stage: [
        // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
        async ({}, use) => {
            using stage = createStage();
            await use(stage);
        },
        { scope: "worker", timeout: 300_000 },
    ],
    display: [
        // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
        async ({}, use) => {
            await using display = await createDisplay();
            await use(display);
        },
        { scope: "worker" },
    ],
    launch: async ({ stage, display }, use) => {
        await using apps = new AsyncDisposableStack();
        await use(async (options) => apps.use(await launchApp(stage, display, options)));
        await apps.disposeAsync();
        await expect.poll(() => stage.leftovers(), { message: "processes left behind" }).toEqual([]);
    },
});

export { expect };
