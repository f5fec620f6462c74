import { runUnderProjectNode } from "./bootstrap.mjs";

runUnderProjectNode("scripts/test.ts", process.argv.slice(2));
