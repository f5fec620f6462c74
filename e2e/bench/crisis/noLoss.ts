import { killRound } from "../../crisis/killRound.ts";
import { startNoLossWorld } from "../../crisis/noLossWorld.ts";
import { partition } from "../../crisis/partition.ts";
import { seededRandom } from "../../faults/seededRandom.ts";
import type { Benchmark } from "../benchmark.ts";

const rounds = Number(process.env.VALISE_BENCH_ROUNDS ?? 50);
const partitionS = Number(process.env.VALISE_BENCH_PARTITION_S ?? 600);
const seed = Number(process.env.VALISE_SEED ?? 20261128);

/** The drills of `npm test`, longer: kills at random moments, and a long cut with both sides working. Fails at the first loss. */
export const noLoss: Benchmark = {
    name: "no-loss",
    what: `${rounds} kills (seed ${seed}) and a cut of ${partitionS} s between two agencies that go on working`,
    async run() {
        await using world = await startNoLossWorld();
        let queued = 0;
        for (let round = 0; round < rounds; round++) {
            const result = await killRound(world, round, seededRandom(seed + round));
            queued += result.queued;
            console.log(`  round ${round}: ${result.victim} killed, ${Math.round(result.tookMs / 1000)} s`);
        }
        const convergedMs = await partition(world, partitionS * 1000);
        return [
            {
                measure: `broadcasts of ${rounds} rounds, all shown, answered and counted once`,
                value: queued,
                unit: "x",
            },
            { measure: "everything everywhere once, after the healing", value: convergedMs, unit: "ms", bar: 120_000 },
        ];
    },
};
