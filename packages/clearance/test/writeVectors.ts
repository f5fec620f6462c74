import { writeFile } from "node:fs/promises";
import { formatVectors, vectorFiles } from "./vectors/index.ts";

/** Writes `vectors/` anew. Keys, salts and times are fixed, so an unchanged format leaves every byte as it was. */
for (const [name, build] of Object.entries(vectorFiles)) {
    const file = new URL(`../vectors/${name}`, import.meta.url);
    await writeFile(file, formatVectors(await build()));
    process.stdout.write(`${name}\n`);
}
