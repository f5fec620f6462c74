/** `npm run bench [name…]`: measures on real homeservers, a real browser and real cryptography; ratios within one run. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { formatFigure, meetsBar } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
    console.error(
        `no benchmark is called ${unknown.join(", ")}; there are: ${benchmarks.map((b) => b.name).join(", ")}`,
    );
    process.exit(2);
}
const chosen = wanted.length === 0 ? benchmarks : benchmarks.filter((benchmark) => wanted.includes(benchmark.name));
console.log(
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
let missed = 0;
for (const benchmark of chosen) {
    console.log(`\n${benchmark.name}: ${benchmark.what}`);
    const figures = await benchmark.run();
    for (const figure of figures) console.log(`  ${formatFigure(figure)}`);
    missed += figures.filter((figure) => meetsBar(figure) === false).length;
    mkdirSync("bench-results", { recursive: true });
    writeFileSync(
        `bench-results/${benchmark.name}.json`,
        `${JSON.stringify({ atMs: Date.now(), figures }, null, 2)}\n`,
    );
}
console.log(missed === 0 ? "\nevery bar is met" : `\n${missed} bars missed`);
process.exitCode = missed === 0 ? 0 : 1;
