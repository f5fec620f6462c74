import { writeFile } from "node:fs/promises";
import { formats, formatVectors, otherFiles } from "./vectors/index.ts";

const builders = [
    ...Object.entries(formats).map(([name, { build }]) => [name, build] as const),
    ...Object.entries(otherFiles),
];

/** Writes `vectors/` anew. Times and ids are fixed, so an unchanged format leaves every byte as it was. */
for (const [name, build] of builders) {
    await writeFile(new URL(`../vectors/${name}`, import.meta.url), formatVectors(await build()));
    process.stdout.write(`${name}\n`);
}
