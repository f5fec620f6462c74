/** `npm run bench [name…]`: measures on real homeservers, a real browser and real cryptography; ratios within one run. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { startDemoStack } from "../support/demoStack.ts";
import { type Benchmark, formatFigure, meetsBar } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";
import { type BenchStage, openStage } from "./support/benchStage.ts";

const usage = "Usage: npm run bench -- [--runs N] [--large] [--apart] [name…]";

async function main(): Promise<number> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            runs: { type: "string", default: "5" },
            large: { type: "boolean", default: false },
            apart: { type: "boolean", default: false },
        },
    });
    const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
    const runs = Number(values.runs);
    if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
        console.error(`${usage}\nBenchmarks: ${benchmarks.map((benchmark) => benchmark.name).join(", ")}`);
        return 2;
    }
    if (values.apart && process.getuid?.() !== 0) {
        console.error(
            "--apart lets some processes come before others, which only root may: run it as root, or without --apart.",
        );
        return 2;
    }
    const chosen = positionals.length === 0 ? benchmarks : benchmarks.filter(({ name }) => positionals.includes(name));
    const memoryGiB = Math.round(totalmem() / 2 ** 30);
    console.log(`${cpus().length} cores (${cpus()[0]?.model.trim()}), ${memoryGiB} GiB, Node ${process.version}`);
    const demo = await startDemoStack();
    try {
        using stage = openStage(demo.dataFolder, { runs, large: values.large, apart: values.apart });
        let missed = 0;
        for (const benchmark of chosen) missed += await measure(benchmark, stage);
        console.log(missed === 0 ? "\nevery bar is met" : `\nbars missed or not measured: ${missed}`);
        return missed === 0 ? 0 : 1;
    } finally {
        await demo.stop();
    }
}

/** Prints and keeps the figures; answers how many missed their bar. One that breaks costs the others nothing. */
async function measure(benchmark: Benchmark, stage: BenchStage): Promise<number> {
    console.log(`\n${benchmark.name}: ${benchmark.what}${stage.apart ? ", as on machines of their own" : ""}`);
    const figures = await benchmark.run(stage).catch((error: unknown) => {
        console.error(error);
        return null;
    });
    if (figures === null) return 1;
    for (const figure of figures) console.log(`  ${formatFigure(figure)}`);
    const load = Number(loadavg()[0]?.toFixed(1));
    console.log(`  (load of the last minute: ${load} on ${cpus().length} cores)`);
    mkdirSync("bench-results", { recursive: true });
    const result = { atMs: Date.now(), load, apart: stage.apart, figures };
    writeFileSync(`bench-results/${benchmark.name}.json`, `${JSON.stringify(result, null, 2)}\n`);
    return figures.filter((figure) => meetsBar(figure) === false).length;
}

process.exitCode = await main();
