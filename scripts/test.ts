/**
 * `npm test`: every check and every suite, one closing line. A suite that ran nothing is a failure.
 * `npm test -- unit e2e` runs the named steps only; `npm test -- --list` names them.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDebian } from "./testing/ensureDebian.ts";
import { formatTally, readPlaywrightReport, readVitestReport, type Tally } from "./testing/reports.ts";
import { runCommand } from "./testing/runCommand.ts";

interface Step {
    readonly name: string;
    readonly what: string;
    readonly needsMachine: boolean;
    /** What takes longer hangs, also on a machine a third as fast as another, and is ended as a failure. */
    readonly limitMinutes: number;
    /** Command and arguments; a report file is appended for suites. */
    readonly command: readonly string[];
    readonly report: "none" | "vitest" | "playwright";
}

const check = (name: string, what: string, ...command: string[]): Step => ({
    name,
    what,
    needsMachine: false,
    limitMinutes: 6,
    command,
    report: "none",
});
const suite = (name: string, what: string, limitMinutes: number): Step => ({
    name,
    what,
    needsMachine: name !== "unit",
    limitMinutes,
    command: ["vitest", "run", "--project", name],
    report: "vitest",
});

const steps: readonly Step[] = [
    check("lint", "format and lint", "biome", "ci", ".", "--diagnostic-level=error"),
    check("types", "types of every workspace", "turbo", "run", "typecheck", "--output-logs=errors-only"),
    check("layers", "who may import whom", "node", "scripts/checkLayers.ts"),
    check("unused", "code, exports and dependencies nobody uses", "knip"),
    check("lockfile", "the lockfile names no registry", "node", "scripts/checkLockfile.ts"),
    suite("unit", "unit and property tests", 8),
    check("build", "the page, its worker and their sizes", "turbo", "run", "build", "--output-logs=new-only"),
    suite("integration", "real homeservers", 35),
    suite("browser", "components and screens in Chromium", 12),
    {
        name: "journeys",
        what: "journeys in the browser and in the desktop app",
        needsMachine: true,
        limitMinutes: 15,
        command: ["playwright", "test", "--config", "e2e/playwright.config.ts"],
        report: "playwright",
    },
];

/** As a shell says it of a program that Ctrl-C ended. */
const stoppedCode = 130;

async function main(args: readonly string[]): Promise<number> {
    if (args.includes("--list")) {
        for (const { name, what } of steps) console.log(`${name.padEnd(12)} ${what}`);
        return 0;
    }
    const unknown = args.filter((name) => !steps.some((step) => step.name === name));
    if (unknown.length > 0) {
        console.error(`no step is called ${unknown.join(", ")}; npm test -- --list names them`);
        return 2;
    }
    const chosen = args.length === 0 ? steps : steps.filter((step) => args.includes(step.name));
    if (chosen.some((step) => step.needsMachine)) ensureDebian();

    const folder = mkdtempSync(join(tmpdir(), "valise-test-"));
    const tallies: Tally[] = [];
    try {
        for (const step of chosen) {
            const tally = await runStep(step, folder);
            if (tally === null) return stoppedCode;
            tallies.push(tally);
        }
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    for (const { failures } of tallies) for (const failure of failures) console.log(`failed: ${failure}`);
    for (const tally of tallies) console.log(formatTally(tally));
    const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
    const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
}

/** Null when the whole run was stopped. */
async function runStep(step: Step, folder: string): Promise<Tally | null> {
    console.log(`\n== ${step.name}: ${step.what}`);
    const startedMs = performance.now();
    const file = join(folder, `${step.name}.json`);
    const extra = {
        none: { args: [], env: {} },
        vitest: { args: ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`], env: {} },
        playwright: { args: ["--reporter=list,json"], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
    }[step.report];
    const end = await runCommand([...step.command, ...extra.args], step.limitMinutes * 60_000, extra.env);
    if (end.by === "stop") return null;
    if (end.by === "limit") console.log(`${step.name} was ended: it ran longer than ${step.limitMinutes} minutes`);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    const base = { name: step.name, seconds };
    if (step.report === "none") {
        const passed = end.exitCode === 0 ? 1 : 0;
        return { ...base, passed, failed: 1 - passed, why: null, failures: [] };
    }
    const read = step.report === "vitest" ? readVitestReport : readPlaywrightReport;
    return { ...base, ...read(readReport(file), end.exitCode) };
}

function readReport(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch {
        return null;
    }
}

process.exitCode = await main(process.argv.slice(2));
