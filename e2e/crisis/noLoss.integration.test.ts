import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "../faults/seededRandom.ts";
import { killRound } from "./killRound.ts";
import { type NoLossWorld, startNoLossWorld } from "./noLossWorld.ts";
import { partition } from "./partition.ts";

const rounds = 5;
const seed = Number(process.env.VALISE_SEED ?? 20261128);

let noLoss: NoLossWorld;

beforeAll(async () => {
    noLoss = await startNoLossWorld();
}, 300_000);
afterAll(async () => noLoss?.[Symbol.asyncDispose](), 120_000);

it.each(Array.from({ length: rounds }, (_, round) => round))(
    `round %i: a kill loses no broadcast and no answer, and nothing alarms twice (seed ${seed})`,
    async (round) => {
        const { queued } = await killRound(noLoss, round, seededRandom(seed + round));
        expect(queued).toBeGreaterThan(0);
    },
    300_000,
);

it("two agencies cut from each other both go on, and have everything once within two minutes of the healing", async () => {
    expect(await partition(noLoss, 30_000)).toBeLessThan(120_000);
}, 300_000);
