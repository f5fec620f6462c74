// First: objects made while modules load need the symbols.
import "./disposeSymbols.ts";

// The engine's thread loads its own scripts and the crypto module while the page loads the screens.
const worker = new Worker(new URL("./engine/worker.ts", import.meta.url), { type: "module", name: "valise-engine" });
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const { main } = await import("./main.tsx");
await main(root, worker);
