import type { Benchmark } from "./benchmark.ts";
import { latency } from "./latency.ts";

/** Every benchmark there is, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [latency];
