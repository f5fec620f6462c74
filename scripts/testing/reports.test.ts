import { describe, expect, it } from "vitest";
import { formatTally, readPlaywrightReport, readVitestReport } from "./reports.ts";

describe("the closing count", () => {
    it("takes a suite that ran nothing for a failure", () => {
        expect(readVitestReport({ numPassedTests: 0, numFailedTests: 0 }, 0)).toMatchObject({ failed: 1 });
        expect(readVitestReport(null, 0)).toMatchObject({ failed: 1, why: "ran no test" });
        expect(readPlaywrightReport({ stats: {} }, 0)).toMatchObject({ failed: 1 });
    });

    it("takes a bad end without a failed test for a failure", () => {
        expect(readVitestReport({ numPassedTests: 3, numFailedTests: 0 }, 1)).toMatchObject({ passed: 3, failed: 1 });
    });

    it("counts a journey that passed only at the second try as failed", () => {
        expect(readPlaywrightReport({ stats: { expected: 2, unexpected: 0, flaky: 1 } }, 0)).toMatchObject({
            passed: 2,
            failed: 1,
        });
    });

    it("prints one line a step", () => {
        const line = formatTally({ name: "unit", passed: 3, failed: 0, seconds: 2, why: null });
        expect(line).toContain("3 passed");
        expect(line).not.toContain("\n");
    });
});
