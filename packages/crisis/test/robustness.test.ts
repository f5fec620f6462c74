import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireVectorFile } from "./vectors/cases.ts";
import { formats } from "./vectors/index.ts";

type Path = readonly (string | number)[];

/** Every place in a JSON value. */
function placesOf(value: unknown, at: Path = []): Path[] {
    if (typeof value !== "object" || value === null) return [at];
    return [at, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...at, name]))];
}

/** The value with something else at a place. */
function put(value: unknown, [name, ...rest]: Path, other: unknown): unknown {
    if (name === undefined) return other;
    if (Array.isArray(value))
        return value.map((each, n) => (String(n) === String(name) ? put(each, rest, other) : each));
    const object = value as Record<string, unknown>;
    return { ...object, [name]: put(object[name], rest, other) };
}

const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>("__proto__", "constructor", -1, 2 ** 53, 1e308, "\u0000", "\ud800", [], {}, null),
);

describe.each(Object.entries(formats))("%s", (name, { read }) => {
    const file = JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8")) as WireVectorFile;
    const good = file.vectors.filter((each) => each.expect === "ok").map(({ value }) => value);

    it("never throws and never repairs: what is read is what was there", () => {
        const edits = fc
            .constantFrom(...good)
            .chain((value) => fc.tuple(fc.constant(value), fc.constantFrom(...placesOf(value)), odd));
        fc.assert(
            fc.property(edits, ([value, place, other]) => {
                const edited = put(value, place, other);
                const outcome = read(edited);
                if (outcome.ok && typeof edited === "object") expect(outcome.value).toEqual(edited);
                if (!outcome.ok) expect(outcome.error.kind).toMatch(/^[a-z-]+$/);
            }),
            { numRuns: 60 },
        );
    });
});
