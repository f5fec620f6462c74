import { runUnderProjectNode } from "./bootstrap.mjs";

runUnderProjectNode("scripts/start.ts", process.argv.slice(2), { leash: true });
