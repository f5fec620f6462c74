import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readVectors } from "../../test/vectors.ts";
import { dominates } from "../decision/dominates.ts";
import { parseClearance, parseLabel } from "../label/notation.ts";
import { formatMarking } from "../marking/formatMarking.ts";
import { createPolicyRegistry } from "./createPolicyRegistry.ts";
import type { Policy } from "./Policy.ts";
import { parsePolicy, parseRelations } from "./parsePolicy.ts";
import { policyDocument } from "./policyDocument.ts";
import { policyJsonSchema } from "./policySchema.ts";
import { shippedPolicies, shippedRelations } from "./shippedPolicies.ts";

interface Case {
    readonly set: string;
    readonly to: unknown;
    readonly at: string;
    readonly why: string;
}
const vectors = readVectors<{ policy: Record<string, unknown>; cases: Case[] }>("policies.json");

/** The good policy with one member changed; `__delete__` takes it out. */
function changed({ set, to }: Case): unknown {
    const copy = structuredClone(vectors.policy);
    const path = set.split(".");
    const last = path.pop() ?? "";
    const parent = path.reduce((node, key) => node[key] as Record<string, unknown>, copy);
    if (typeof to === "object" && to !== null && "__delete__" in to) delete parent[last];
    else parent[last] = to;
    return copy;
}

describe("policies an administrator adds", () => {
    it("have one document, whatever the order of members in their file", () => {
        const { sets, ...others } = vectors.policy;
        const document = policyDocument(unwrap(parsePolicy(vectors.policy)));
        expect(policyDocument(unwrap(parsePolicy({ sets, ...others })))).toBe(document);
        expect(policyDocument(unwrap(parsePolicy(JSON.parse(document))))).toBe(document);
        expect(policyDocument(unwrap(parsePolicy({ ...vectors.policy, urn: "urn:valise:policy:acme:2" })))).not.toBe(
            document,
        );
    });

    it("are read without code", () => {
        const acme = unwrap(parsePolicy(vectors.policy));
        const registry = unwrap(createPolicyRegistry([acme], []));
        const label = unwrap(parseLabel("ACME/TOP NEED=TWO", registry));
        expect(formatMarking(label, { form: "banner" }, registry)).toBe("ACME · HIGH – TWO");
        expect(dominates(unwrap(parseClearance("ACME/HIGH NEED=TWO", registry)), label, registry).ok).toBe(true);
    });

    it.each(vectors.cases)("are refused at $at: $why", (one) => {
        const parsed = parsePolicy(changed(one));
        expect(parsed.ok).toBe(false);
        if (!parsed.ok) expect(parsed.error.issues.map(({ path }) => path)).toContain(one.at);
    });

    it("never make the reader throw", () => {
        const paths = vectors.cases.map(({ set }) => set);
        fc.assert(
            fc.property(fc.constantFrom(...paths), fc.jsonValue(), (set, to) => {
                expect(typeof parsePolicy(changed({ set, to, at: "", why: "" })).ok).toBe("boolean");
            }),
        );
        fc.assert(fc.property(fc.jsonValue(), (json) => !parsePolicy(json).ok && !parseRelations(json).ok));
        expect(parsePolicy(JSON.parse(`{"__proto__":${JSON.stringify(vectors.policy)}}`)).ok).toBe(false);
        expect(parsePolicy(JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`)).ok).toBe(false);
    });

    it("are frozen once read", () => {
        const acme = unwrap(parsePolicy(vectors.policy)) as unknown as { levels: { id: string }[] };
        expect(() => acme.levels.reverse()).toThrow(TypeError);
    });

    it("have a JSON Schema for editors", () => {
        expect(policyJsonSchema()).toMatchObject({ type: "object", additionalProperties: false });
    });
});

describe("shipped policies", () => {
    const policies = shippedPolicies();

    it("are FR, DE, EU, NATO, UK, US and TLP, with levels in ascending order", () => {
        const levels = policies.map(({ id, levels: known }) => `${id} ${known.map((level) => level.id).join(" ")}`);
        expect(levels).toEqual([
            "FR NP DR CD SD S TSD TS",
            "DE OFFEN NFD VSV G SG",
            "EU LIMITE R C S TS",
            "NATO U R C S TS",
            "UK O OS S TS",
            "US U CUI C S TS",
            "TLP CLEAR GREEN AMBER AMBER-STRICT RED",
        ]);
    });

    it("carry the official names, letter by letter", () => {
        const names = (id: string) =>
            policies.find((policy) => policy.id === id)?.levels.map(({ text }) => Object.values(text)[0]);
        expect(names("FR")).toEqual([
            "NON PROTÉGÉ",
            "DIFFUSION RESTREINTE",
            "CONFIDENTIEL DÉFENSE",
            "SECRET DÉFENSE",
            "SECRET",
            "TRÈS SECRET DÉFENSE",
            "TRÈS SECRET",
        ]);
        expect(names("EU")?.slice(1)).toEqual([
            "RESTREINT UE/EU RESTRICTED",
            "CONFIDENTIEL UE/EU CONFIDENTIAL",
            "SECRET UE/EU SECRET",
            "TRÈS SECRET UE/EU TOP SECRET",
        ]);
    });

    it("trace every fact to a source, or say that it was not checked", () => {
        for (const { sources, levels, sets } of policies) {
            const facts = [
                ...levels.flatMap(({ fact, colour }) => [fact, colour.fact]),
                ...sets.flatMap(({ fact, values }) => [
                    fact,
                    ...values.flatMap((value) => (value.fact ? [value.fact] : [])),
                ]),
            ];
            for (const { source, checked } of facts) expect(checked).toBe(Object.hasOwn(sources, source));
        }
        for (const { fact, basis } of shippedRelations())
            expect([basis !== "", fact.checked === fact.source.startsWith("S")]).toEqual([true, true]);
    });

    it("never relate a classification to TLP, nor CUI to anything", () => {
        const named = shippedRelations().filter(({ relation }) => relation !== "none");
        expect(named.filter(({ from, to }) => /^TLP\/|CUI$/.test(from) || /^TLP\/|CUI$/.test(to))).toEqual([]);
    });

    it("open a national level only to another nation by a mapped releasability", () => {
        const national = shippedRelations().filter(
            ({ relation, to }) => relation === "equals" && /^(FR|DE|UK|US)\//.test(to),
        );
        expect(national.length).toBeGreaterThan(0);
        for (const { sets } of national) expect(sets).toEqual({ REL: "REL" });
    });
});

describe("registry", () => {
    const [fr, de] = shippedPolicies() as [Policy, Policy];
    const fact = { source: "test", checked: false };
    const relate = (...relations: object[]) =>
        createPolicyRegistry(
            [fr, de],
            unwrap(
                parseRelations({
                    valiseRelations: 1,
                    sources: {},
                    relations: relations.map((one) => ({ relation: "equals", basis: "test", fact, ...one })),
                }),
            ),
        );

    it.each([
        [[{ from: "FR/DR", to: "DE/XX" }], "relation-unknown-end"],
        [[{ from: "FR/DR", to: "XX/NFD" }], "relation-unknown-end"],
        [[{ from: "FR/S", to: "FR/DR" }], "relation-within-policy"],
        [
            [
                { from: "FR/DR", to: "DE/NFD" },
                { from: "FR/DR", to: "DE/NFD", relation: "none" },
            ],
            "relation-twice",
        ],
        [[{ from: "FR/DR", to: "DE/NFD", sets: { REL: "XXX" } }], "relation-sets"],
        [[{ from: "FR/DR", to: "DE/NFD", sets: { MENTION: "REL" } }], "relation-sets"],
        [[{ from: "FR/DR", to: "DE/NFD", relation: "handle-as", sets: { REL: "REL" } }], "relation-sets"],
    ])("refuses %j as %s", (relations, kind) => {
        expect(relate(...relations)).toMatchObject({ ok: false, error: { kind } });
    });

    it("refuses a policy twice, by name, by URN or by STANAG name", () => {
        const posing = { ...de, stanag: { name: "fr", uri: "urn:x:1" } };
        expect(createPolicyRegistry([fr, posing], [])).toMatchObject({ error: { kind: "duplicate-policy" } });
        expect(createPolicyRegistry([fr, fr], [])).toMatchObject({ error: { kind: "duplicate-policy" } });
        expect(createPolicyRegistry([fr, { ...de, urn: fr.urn }], [])).toMatchObject({
            error: { kind: "duplicate-policy" },
        });
    });

    it("refuses relations with an unknown member or an unlisted source", () => {
        const relation = { from: "FR/DR", to: "DE/NFD", relation: "equals", basis: "x", fact };
        for (const wrong of [
            { ...relation, more: 1 },
            { ...relation, relation: "similar" },
            { ...relation, fact: { source: "Z", checked: true } },
        ])
            expect(parseRelations({ valiseRelations: 1, sources: {}, relations: [wrong] }).ok).toBe(false);
    });
});
