import { writeFile } from "node:fs/promises";
import { formats, formatVectors } from "./vectors/index.ts";

/** Writes `vectors/` anew. Times and ids are fixed, so an unchanged format leaves every byte as it was. */
for (const [name, { build }] of Object.entries(formats)) {
    await writeFile(new URL(`../vectors/${name}`, import.meta.url), formatVectors(build()));
    process.stdout.write(`${name}\n`);
}
