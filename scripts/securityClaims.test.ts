import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "SECURITY.md"), "utf8");
const endings = [".test.ts", ".property.test.ts", ".integration.test.ts", ".browser.test.ts", ".journey.ts"];

/** `a/{b,c}` names two. */
function spread(path: string): string[] {
    const [whole, choice] = /\{([^}]+)\}/.exec(path) ?? [];
    if (whole === undefined || choice === undefined) return [path];
    return choice.split(",").flatMap((one) => spread(path.replace(whole, one)));
}

const pathsIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, path = ""]) => spread(path));
const claims = text
    .split("\n")
    .filter((line) => /^\| (?!claim )[^-]/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, claim = "", , shownBy = ""]) => ({ claim, tests: pathsIn(shownBy) }));

describe("what SECURITY.md claims", () => {
    it.each(claims)("names the tests that show it: $claim", ({ tests }) => {
        expect(tests).not.toEqual([]);
        const missing = tests.filter((path) => !endings.some((ending) => existsSync(join(root, path + ending))));
        expect(missing).toEqual([]);
    });

    it("is a table of many claims, each said once", () => {
        expect(claims.length).toBeGreaterThan(25);
        expect(new Set(claims.map(({ claim }) => claim)).size).toBe(claims.length);
    });

    it("leads to decisions that exist", () => {
        const named = [...text.matchAll(/`([^`]+\.md)`/g)].map(([, path = ""]) => path);
        expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    });
});
