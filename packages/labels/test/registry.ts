import { unwrap } from "@valise/base";
import { type Clearance, createShippedRegistry, type Label, parseClearance, parseLabel } from "../src/index.ts";

/** What is shipped, once for all tests: policies are frozen. */
export const registry = createShippedRegistry();

export const label = (notation: string): Label => unwrap(parseLabel(notation, registry));
export const clearance = (notation: string): Clearance => unwrap(parseClearance(notation, registry));
