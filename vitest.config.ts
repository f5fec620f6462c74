import { defineConfig } from "vitest/config";

const everywhere = ["packages", "apps", "electron", "scripts", "e2e"];
const named = (ending: string) => everywhere.map((folder) => `${folder}/**/*${ending}`);
const notSource = ["**/node_modules/**", "**/dist/**", "**/out/**", "**/.valise/**"];

/**
 * `unit` needs nothing; `integration` starts real homeservers; `browser` drives a real Chromium.
 * The journeys in e2e/ are Playwright's.
 */
export default defineConfig({
    test: {
        projects: [
            {
                test: {
                    name: "unit",
                    include: named(".test.{ts,tsx}"),
                    exclude: [...notSource, "**/*.integration.test.ts", "**/*.browser.test.ts"],
                    testTimeout: 20_000,
                },
            },
            {
                test: {
                    name: "integration",
                    silent: "passed-only",
                    include: named(".integration.test.ts"),
                    exclude: notSource,
                    pool: "forks",
                    // Most of the time is waiting, for servers to start and for patience to run out.
                    maxWorkers: 2,
                    testTimeout: 120_000,
                    hookTimeout: 300_000,
                    setupFiles: "scripts/testing/leaveNothing.ts",
                },
            },
            {
                test: {
                    name: "browser",
                    include: named(".browser.test.ts"),
                    exclude: notSource,
                    pool: "forks",
                    maxWorkers: 2,
                    testTimeout: 120_000,
                    hookTimeout: 180_000,
                    setupFiles: "scripts/testing/leaveNothing.ts",
                },
            },
        ],
    },
});
