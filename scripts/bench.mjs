import { runUnderProjectNode } from "./bootstrap.mjs";

runUnderProjectNode("e2e/bench/run.ts", process.argv.slice(2));
