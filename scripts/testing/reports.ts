export interface Counts {
    readonly passed: number;
    readonly failed: number;
    /** What made the suite fail when no single test did. */
    readonly why: string | null;
}

export interface Tally extends Counts {
    readonly name: string;
    readonly seconds: number;
}

interface VitestReport {
    readonly numPassedTests?: number;
    readonly numFailedTests?: number;
    readonly numFailedTestSuites?: number;
}

interface PlaywrightReport {
    readonly stats?: { readonly expected?: number; readonly unexpected?: number; readonly flaky?: number };
}

/** Counts a vitest JSON report. A suite that ran nothing, or ended badly without a failed test, fails by one. */
export function readVitestReport(report: unknown, exitCode: number): Counts {
    const { numPassedTests = 0, numFailedTests = 0 } = (report ?? {}) as VitestReport;
    return judge(numPassedTests, numFailedTests, exitCode);
}

/** Counts a Playwright JSON report; a test that passed only when tried again has failed. */
export function readPlaywrightReport(report: unknown, exitCode: number): Counts {
    const { expected = 0, unexpected = 0, flaky = 0 } = ((report ?? {}) as PlaywrightReport).stats ?? {};
    return judge(expected, unexpected + flaky, exitCode);
}

function judge(passed: number, failed: number, exitCode: number): Counts {
    if (failed > 0) return { passed, failed, why: null };
    if (passed === 0) return { passed, failed: 1, why: "ran no test" };
    if (exitCode !== 0) return { passed, failed: 1, why: `ended with exit code ${exitCode}` };
    return { passed, failed: 0, why: null };
}

export function formatTally(tally: Tally): string {
    const counts = `${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed`;
    return `${tally.name.padEnd(12)} ${counts} ${String(tally.seconds).padStart(5)} s${tally.why === null ? "" : `  (${tally.why})`}`;
}
