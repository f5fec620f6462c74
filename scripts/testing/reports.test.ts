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

    it("names each failed test, and a file that broke as a whole", () => {
        const broken = {
            name: "/x/b.test.ts",
            status: "failed",
            message: "Error: no server\nat b",
            assertionResults: [],
        };
        const assertionResults = [
            { status: "passed", fullName: "a works" },
            { status: "failed", fullName: "a sends", failureMessages: ["\u001b[31mError: lost\u001b[39m\nat a"] },
        ];
        const testResults = [{ name: "/x/a.test.ts", status: "failed", assertionResults }, broken];
        const { failures } = readVitestReport({ numPassedTests: 1, numFailedTests: 1, testResults }, 1);
        expect(failures.map((line) => line.slice(line.indexOf("x/")))).toEqual([
            "x/a.test.ts > a sends > Error: lost",
            "x/b.test.ts > Error: no server",
        ]);
        const specs = [
            { title: "talks", file: "talk.journey.ts", tests: [{ status: "expected", results: [{}] }] },
            {
                title: "reads",
                file: "talk.journey.ts",
                tests: [{ status: "flaky", results: [{ error: { message: "late" } }] }],
            },
        ];
        const report = { stats: { expected: 1, flaky: 1 }, suites: [{ suites: [{ specs }] }] };
        expect(readPlaywrightReport(report, 1).failures).toEqual(["talk.journey.ts > reads > late"]);
    });

    it("prints one line a step", () => {
        const line = formatTally({ name: "unit", passed: 3, failed: 0, seconds: 2, why: null, failures: [] });
        expect(line).toContain("3 passed");
        expect(line).not.toContain("\n");
    });
});
