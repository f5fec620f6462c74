import { type ClearanceCrypto, chooseCrypto, nobleCrypto } from "../src/index.ts";
import { runPresentation } from "./runPresentation.ts";
import { runBundle, runStatement, runStatus } from "./runVectors.ts";

/** Runs every vector file in this worker, with what the runtime offers and with noble; posts what differs. */
async function runAll(crypto: ClearanceCrypto): Promise<{ run: number; failed: string[] }> {
    const failed: string[] = [];
    let run = 0;
    // Every file has its own shape of vector, which its own runner reads.
    const files: Record<string, (file: never, vector: never) => Promise<string>> = {
        "presentation.json": async (file, vector) => (await runPresentation(file, vector, crypto)).after,
        "status.json": (file, vector) => runStatus(file, vector, crypto),
        "bundle.json": (file, vector) => runBundle(file, vector, crypto),
        "statement.json": (file, vector) => runStatement(file, vector, crypto),
    };
    for (const [name, verdictOf] of Object.entries(files)) {
        const file = await (await fetch(`/vectors/${name}`)).json();
        for (const vector of file.vectors) {
            const verdict = await verdictOf(file as never, vector as never);
            if (verdict !== vector.expect) failed.push(`${name}: ${vector.name}: ${verdict}, not ${vector.expect}`);
            run++;
        }
    }
    return { run, failed };
}

const chosen = await chooseCrypto(globalThis.crypto.subtle);
postMessage({ chosen: chosen.name, native: await runAll(chosen), noble: await runAll(nobleCrypto) });
