import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { formatVectors, vectorFiles } from "./vectors/index.ts";

it.each(Object.entries(vectorFiles))("%s is byte for byte what its source makes", async (name, build) => {
    const committed = await readFile(new URL(`../vectors/${name}`, import.meta.url), "utf8");
    expect(formatVectors(await build()) === committed).toBe(true);
});
