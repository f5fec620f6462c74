import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import type { Benchmark } from "./benchmark.ts";

interface GateLine {
    readonly coldMs: number;
    readonly warmMs: number;
    readonly newListMs: number;
}
interface IdentitiesLine {
    readonly readMs: number;
}

const script = join(import.meta.dirname, "../../packages/matrix/bench/gate.bench.ts");

/** The release gate in a worker thread, as the app has it, for a roster room of 1,000 attested members. */
export const gate: Benchmark = {
    name: "gate",
    what: "who of 1,000 attested members gets the key of the next message: verified and decided in a worker thread",
    async run() {
        const worker = new Worker(script, { stdout: true });
        const [printed] = await Promise.all([text(worker.stdout), once(worker, "exit")]);
        const lines = printed.trim().split("\n");
        const [decided, read] = lines.map((line) => JSON.parse(line) as unknown) as [GateLine, IdentitiesLine];
        return [
            { measure: "cold: nothing verified yet", value: decided.coldMs, unit: "ms", bar: 1000 },
            { measure: "warm: before the next message, median of 20", value: decided.warmMs, unit: "ms", bar: 50 },
            { measure: "after a new status list", value: decided.newListMs, unit: "ms" },
            { measure: "reading 1,000 identities from the crypto store", value: read.readMs, unit: "ms" },
        ];
    },
};
