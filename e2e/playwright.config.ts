import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./support/chromiumOptions.ts";

/** Few journeys, each named after what it rehearses, on one demo stack for the whole run. */
export default defineConfig({
    testDir: ".",
    globalSetup: "./support/globalSetup.ts",
    outputDir: "../test-results",
    fullyParallel: false,
    workers: 1,
    retries: 0,
    timeout: 120_000,

    expect: { timeout: 20_000 },
    use: {
        actionTimeout: 20_000,
        trace: "retain-on-failure",
        screenshot: "only-on-failure",
        launchOptions: chromiumOptions,
    },
    projects: [
        { name: "chromium", testDir: "journeys", testMatch: "*.journey.ts" },
        { name: "electron", testDir: "electron", testMatch: "*.journey.ts" },
    ],
});
