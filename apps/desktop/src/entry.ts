// First: objects made while modules load need the symbols.
import "./disposeSymbols.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
if (new URLSearchParams(location.search).has("loginToken")) {
    const { broughtBack } = await import("./features/signIn/broughtBack.ts");
    broughtBack(root);
} else {
    // The engine's thread loads its own scripts and the crypto module while the page loads the screens.
    const worker = new Worker(new URL("./engine/worker.ts", import.meta.url), {
        type: "module",
        name: "valise-engine",
    });
    const { main } = await import("./main.tsx");
    await main(root, worker);
}
