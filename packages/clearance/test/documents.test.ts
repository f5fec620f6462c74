import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { REFUSAL_CODES } from "../src/index.ts";
import { formatCodes } from "./formatCodes.ts";

const root = new URL("../", import.meta.url);
const text = (path: string) => readFile(new URL(path, root), "utf8");

/** Clauses of the specification, as `5.16` or `10`. */
async function clauses(): Promise<Set<string>> {
    const found = new Set<string>();
    let section = "";
    for (const line of (await text("SPEC.md")).split("\n")) {
        section = /^## (\d+)\./.exec(line)?.[1] ?? section;
        const clause = /^(\d+)\. /.exec(line)?.[1];
        found.add(section);
        if (clause !== undefined) found.add(`${section}.${clause}`);
    }
    return found;
}

describe("the documents", () => {
    it("list every code as the source has it", async () => {
        expect(await text("CODES.md")).toBe(formatCodes());
    });

    it("have the clause that each code and vector cites", async () => {
        const known = await clauses();
        const cited = Object.values(REFUSAL_CODES).map(({ clause }): string => clause);
        for (const file of await readdir(new URL("vectors/", root))) {
            cited.push(
                ...JSON.parse(await text(`vectors/${file}`)).vectors.map(({ clause }: { clause: string }) => clause),
            );
        }
        expect(cited.filter((clause) => !known.has(clause))).toEqual([]);
    });

    it("have the clause that each docstring cites", async () => {
        const known = await clauses();
        const files = (await readdir(new URL("src/", root), { recursive: true })).filter((name) =>
            name.endsWith(".ts"),
        );
        const cited: string[] = [];
        for (const file of files) {
            const source = await text(`src/${file}`);
            for (const [, list = ""] of source.matchAll(/SPEC ((?:\d+(?:\.\d+)?(?:, | to )?)+)/g)) {
                cited.push(...list.split(/, | to /).filter((clause) => clause !== ""));
            }
        }
        expect(cited.length).toBeGreaterThan(40);
        expect(cited.filter((clause) => !known.has(clause))).toEqual([]);
    });
});
