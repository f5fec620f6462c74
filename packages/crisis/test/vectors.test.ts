import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { WireVectorFile } from "./vectors/cases.ts";
import { formats, formatVectors, otherFiles } from "./vectors/index.ts";

const committedFile = (name: string) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");

it.each(Object.entries(otherFiles))("%s is byte for byte what its source makes", async (name, build) => {
    expect(formatVectors(await build()) === committedFile(name)).toBe(true);
});

describe.each(Object.entries(formats))("%s", (name, { build, read }) => {
    const committed = committedFile(name);

    it("is byte for byte what its source makes, good and bad cases in it", () => {
        expect(formatVectors(build()) === committed).toBe(true);
        const expected = new Set((JSON.parse(committed) as WireVectorFile).vectors.map((each) => each.expect === "ok"));
        expect([...expected].sort()).toEqual([false, true]);
    });

    it.each((JSON.parse(committed) as WireVectorFile).vectors)("$clause $name: $expect", ({ value, expect: end }) => {
        const outcome = read(value);
        const { kind, path } = outcome.ok ? { kind: "ok" } : outcome.error;
        expect(path === undefined ? kind : `${kind}:${path}`).toBe(end);
    });
});
