import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";

export interface Counts {
    readonly passed: number;
    readonly failed: number;
    /** What made the suite fail when no single test did. */
    readonly why: string | null;
    /** Each failed test: its file, its name and the first line of why. */
    readonly failures: readonly string[];
}

export interface Tally extends Counts {
    readonly name: string;
    readonly seconds: number;
}

interface VitestReport {
    readonly numPassedTests?: number;
    readonly numFailedTests?: number;
    readonly numFailedTestSuites?: number;
    readonly testResults?: readonly {
        readonly name: string;
        readonly message?: string;
        readonly status: string;
        readonly assertionResults: readonly {
            readonly status: string;
            readonly fullName: string;
            readonly failureMessages?: readonly string[];
        }[];
    }[];
}

interface PlaywrightSuite {
    readonly file?: string;
    readonly suites?: readonly PlaywrightSuite[];
    readonly specs?: readonly {
        readonly title: string;
        readonly file: string;
        readonly tests: readonly {
            readonly status: string;
            readonly results: readonly { readonly error?: { readonly message?: string } }[];
        }[];
    }[];
}

interface PlaywrightReport extends PlaywrightSuite {
    readonly stats?: { readonly expected?: number; readonly unexpected?: number; readonly flaky?: number };
}

/** Counts a vitest JSON report. A suite that ran nothing, or ended badly without a failed test, fails by one. */
export function readVitestReport(report: unknown, exitCode: number): Counts {
    const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = (report ?? {}) as VitestReport;
    const failures = testResults.flatMap(({ name: file, assertionResults, status, message }) => {
        const failed = assertionResults.filter((test) => test.status === "failed");
        if (failed.length === 0 && status === "failed") return [describeFailure(file, "", message)];
        return failed.map((test) => describeFailure(file, test.fullName, test.failureMessages?.[0]));
    });
    return { ...judge(numPassedTests, numFailedTests, exitCode), failures };
}

/** Counts a Playwright JSON report; a test that passed only when tried again has failed. */
export function readPlaywrightReport(report: unknown, exitCode: number): Counts {
    const { stats, ...suites } = (report ?? {}) as PlaywrightReport;
    const { expected = 0, unexpected = 0, flaky = 0 } = stats ?? {};
    return { ...judge(expected, unexpected + flaky, exitCode), failures: failedJourneys(suites) };
}

function failedJourneys({ suites = [], specs = [] }: PlaywrightSuite): string[] {
    const here = specs.flatMap(({ title, file, tests }) =>
        tests
            .filter(({ status }) => status === "unexpected" || status === "flaky")
            .map(({ results }) => describeFailure(file, title, results.find(({ error }) => error)?.error?.message)),
    );
    return [...here, ...suites.flatMap(failedJourneys)];
}

const LONGEST = 400;

function describeFailure(file: string, test: string, message = ""): string {
    const place = relative(process.cwd(), resolve(file));
    const [first = ""] = stripVTControlCharacters(message).split("\n");
    return [place, test, first.slice(0, LONGEST)].filter((part) => part !== "").join(" > ");
}

function judge(passed: number, failed: number, exitCode: number): Omit<Counts, "failures"> {
    if (failed > 0) return { passed, failed, why: null };
    if (passed === 0) return { passed, failed: 1, why: "ran no test" };
    if (exitCode !== 0) return { passed, failed: 1, why: `ended with exit code ${exitCode}` };
    return { passed, failed: 0, why: null };
}

export function formatTally(tally: Tally): string {
    const counts = `${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed`;
    return `${tally.name.padEnd(12)} ${counts} ${String(tally.seconds).padStart(5)} s${tally.why === null ? "" : `  (${tally.why})`}`;
}
