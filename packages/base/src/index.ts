export { type Branded, type EpochMs, type EpochS, epochMs, epochS } from "./brand.ts";
export { type Clock, systemClock } from "./clock.ts";
export { createInOrder, type InOrder } from "./inOrder.ts";
export { type Err, err, type Ok, ok, type Result, unreachable, unwrap } from "./result.ts";
