import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { policyJsonSchema } from "../src/index.ts";

const root = new URL("../", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), "utf8");

describe("documents", () => {
    it("every clause cited in the source and the vectors is in the specification", () => {
        const spec = read("SPEC.md");
        const clauses = new Set([...spec.matchAll(/^(?:## )?(\d+(?:\.\d+)?) /gm)].map(([, clause]) => clause));
        const files = [
            ...readdirSync(new URL("src/", root), { recursive: true, encoding: "utf8" }).map((name) => `src/${name}`),
        ]
            .concat(readdirSync(new URL("vectors/", root)).map((name) => `vectors/${name}`))
            .filter((name) => /\.(ts|json)$/.test(name));
        const cited = files.flatMap((name) =>
            [...read(name).matchAll(/SPEC (\d+(?:\.\d+)?)(?:(?:,| to) (\d+\.\d+))?/g)].flatMap(([, one, other]) => [
                one,
                other ?? one,
            ]),
        );
        expect(cited.length).toBeGreaterThan(30);
        expect(cited.filter((clause) => !clauses.has(clause))).toEqual([]);
    });

    it("the JSON Schema for editors is what the code checks", () => {
        expect(JSON.parse(read("policies/policy.schema.json"))).toEqual(policyJsonSchema());
    });

    it("the README is short", () => {
        expect(read("README.md").split("\n").length).toBeLessThanOrEqual(41);
    });
});
