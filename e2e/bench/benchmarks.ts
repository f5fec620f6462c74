import { applies } from "./applies.ts";
import type { Benchmark } from "./benchmark.ts";
import { bigRoom } from "./bigRoom/bigRoom.ts";
import { broadcastFanOut } from "./crisis/broadcastFanOut.ts";
import { emergencyRoom } from "./crisis/emergencyRoom.ts";
import { longPartition, noLoss } from "./crisis/noLoss.ts";
import { wholeEngines } from "./crisis/wholeEngines.ts";
import { firstStart } from "./firstStart.ts";
import { gate } from "./gate.ts";
import { latency } from "./latency.ts";
import { offlineStart } from "./offlineStart.ts";
import { peers } from "./peers.ts";
import { provisioning } from "./provisioning.ts";
import { revocation } from "./revocation.ts";
import { scrollback } from "./scrollback.ts";
import { signIns } from "./signIns.ts";

/** Every benchmark there is, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
    firstStart,
    latency,
    scrollback,
    offlineStart,
    gate,
    bigRoom,
    revocation,
    peers,
    signIns,
    provisioning,
    applies,
    broadcastFanOut,
    wholeEngines,
    emergencyRoom,
    noLoss,
    longPartition,
];
