import { killRound } from "../../crisis/killRound.ts";
import { startNoLossWorld } from "../../crisis/noLossWorld.ts";
import { partition } from "../../crisis/partition.ts";
import { seededRandom } from "../../faults/seededRandom.ts";
import type { Benchmark } from "../benchmark.ts";

const rounds = Number(process.env.VALISE_BENCH_ROUNDS ?? 50);
const partitionS = Number(process.env.VALISE_BENCH_PARTITION_S ?? 600);
const seed = Number(process.env.VALISE_SEED ?? 20261128);

/** The kills of `npm test`, more of them, at random moments. Fails at the first loss, and says what was shown and what arrived. */
export const noLoss: Benchmark = {
    name: "no-loss",
    what: `${rounds} kills (seed ${seed}) of sender, recipient, collector and homeservers`,
    async run() {
        await using world = await startNoLossWorld();
        let queued = 0;
        for (let round = 0; round < rounds; round++) {
            const result = await killRound(world, round, seededRandom(seed + round));
            queued += result.queued;
            console.log(`  round ${round}: ${result.victim} killed, ${Math.round(result.tookMs / 1000)} s`);
        }
        const measure = `broadcasts of ${rounds} rounds, all shown, answered and counted once`;
        return [{ measure, value: queued, unit: "x" }];
    },
};

/** The cut of `npm test`, longer, with both sides working. */
export const longPartition: Benchmark = {
    name: "partition",
    what: `a cut of ${partitionS} s between two agencies that go on working`,
    async run() {
        await using world = await startNoLossWorld();
        const value = await partition(world, partitionS * 1000);
        return [{ measure: "everything everywhere once, after the healing", value, unit: "ms", bar: 120_000 }];
    },
};
