import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gatewayCallSchema } from "../src/escalation/gatewayCall.ts";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

/** Clauses of the specification, as `5.4` or `10`. */
function clauses(): Set<string> {
    const found = new Set<string>();
    let section = "";
    for (const line of read("SPEC.md").split("\n")) {
        section = /^## (\d+)\./.exec(line)?.[1] ?? section;
        const clause = /^(\d+)\. /.exec(line)?.[1];
        found.add(clause === undefined ? section : `${section}.${clause}`);
    }
    return found;
}

describe("the documents", () => {
    it("have the clause that each docstring and vector cites", () => {
        const known = clauses();
        const sources = readdirSync(new URL("src/", root), { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
            .map((name) => read(`src/${name}`));
        const cited = sources.flatMap((source) =>
            [...source.matchAll(/SPEC\s(?:\*\s)?((?:\d+(?:\.\d+)?(?:, | to )?)+)/g)].flatMap(([, list = ""]) =>
                list.split(/, | to /).filter((clause) => clause !== ""),
            ),
        );
        for (const file of readdirSync(new URL("vectors/", root)))
            cited.push(...JSON.parse(read(`vectors/${file}`)).vectors.map(({ clause }: { clause: string }) => clause));
        expect(cited.length).toBeGreaterThan(100);
        expect(cited.filter((clause) => !known.has(clause))).toEqual([]);
    });

    it("have the schema of a gateway's call that it is read by", () => {
        expect(JSON.parse(read("gateway-call.schema.json"))).toEqual(gatewayCallSchema());
    });

    it("are short where they must be", () => {
        expect(read("README.md").split("\n").length).toBeLessThanOrEqual(41);
    });
});
