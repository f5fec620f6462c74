import { unwrap } from "@valise/base";
import { createShippedRegistry, dominates, formatClaims, makeClearance, makeLabel } from "@valise/labels";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptedBundle } from "../../test/trust.ts";
import { bundleWire, MFA, signedBundle, testAgency } from "../../test/world.ts";
import { isClaimName } from "../attestation/claimNames.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { satisfyGate } from "../verify/satisfyGate.ts";
import { bundlePolicies } from "./bundlePolicies.ts";
import { policyDigests, policyFacts, registryPolicies } from "./policyFacts.ts";

const registry = createShippedRegistry();
const digests = await policyDigests(registry.policies, nobleCrypto);

/** The trust bundle of the shipped policies, as a client takes it. */
async function shippedBundle() {
    const wire = await bundleWire([await testAgency(MFA, "mfa.example")]);
    const agencies = wire.agencies.map((agency) => ({ ...agency, maxLvl: { "urn:valise:policy:fr:1": "S" } }));
    return signedBundle({ ...wire, ...policyFacts(registry, digests), agencies });
}

describe("the shipped policies in a trust bundle", () => {
    it("fit into a Matrix event with room for a dozen agencies, and read back as signed", async () => {
        const signed = await shippedBundle();
        expect(JSON.stringify(signed).length).toBeLessThan(32_000);
        const bundle = await acceptedBundle(signed);
        const [own, shipped] = [bundlePolicies(bundle), registryPolicies(registry)];
        for (const { urn, levels } of registry.policies) {
            expect(own.levelsOf(urn)).toEqual(levels.map(({ id }) => id));
            for (const other of registry.policies) {
                for (const { id } of levels)
                    expect(own.equalsIn(urn, id, other.urn)).toEqual(shipped.equalsIn(urn, id, other.urn));
            }
        }
    });

    it("decide as the labels do, for every level of every policy against every other", async () => {
        const policies = bundlePolicies(await acceptedBundle(await shippedBundle()));
        let compared = 0;
        for (const own of registry.policies) {
            for (const room of registry.policies) {
                for (const held of own.levels) {
                    for (const asked of room.levels) {
                        const label = makeLabel({ policy: room.id, level: asked.id, categories: {} }, registry);
                        if (!label.ok) continue;
                        const clearance = unwrap(
                            makeClearance({ policy: own.id, level: held.id, categories: {} }, registry),
                        );
                        const claims = formatClaims(clearance, registry).filter(isClaimName);
                        const gate = { pol: room.urn, lvl: asked.id, cat: label.value.categories };
                        const fits = satisfyGate(policies, own.urn, claims, { label: gate, roles: [] }) !== undefined;
                        expect(fits, `${own.id}/${held.id} in ${room.id}/${asked.id}`).toBe(
                            dominates(clearance, label.value, registry).ok,
                        );
                        compared++;
                    }
                }
            }
        }
        expect(compared).toBeGreaterThan(500);
    });

    it("decide as the labels do with categories, within a policy and across", async () => {
        const policies = bundlePolicies(await acceptedBundle(await shippedBundle()));
        const marked = fc.constantFrom(...registry.policies).chain((policy) =>
            fc.record({
                policy: fc.constant(policy),
                level: fc.constantFrom(...policy.levels.map(({ id }) => id)),
                categories: fc.tuple(
                    ...policy.sets.map(({ id, values }) =>
                        fc.tuple(fc.constant(id), fc.subarray(values.slice(0, 4).map((value) => value.id))),
                    ),
                ),
            }),
        );
        const sets = (categories: readonly (readonly [string, readonly string[]])[]) =>
            Object.fromEntries(categories.filter(([, values]) => values.length > 0));
        let [yes, no] = [0, 0];
        fc.assert(
            fc.property(marked, marked, fc.boolean(), (own, room, isSame) => {
                const asked = isSame
                    ? { ...room, policy: own.policy, level: own.level, categories: own.categories.slice(0, 1) }
                    : room;
                const { policy, level } = asked;
                const label = makeLabel({ policy: policy.id, level, categories: sets(asked.categories) }, registry);
                const held = makeClearance(
                    { policy: own.policy.id, level: own.level, categories: sets(own.categories) },
                    registry,
                );
                fc.pre(label.ok && held.ok);
                const claims = formatClaims(unwrap(held), registry).filter(isClaimName);
                const gate = { pol: policy.urn, lvl: level, cat: unwrap(label).categories };
                const fits = satisfyGate(policies, own.policy.urn, claims, { label: gate, roles: [] }) !== undefined;
                expect(fits).toBe(dominates(unwrap(held), unwrap(label), registry).ok);
                if (fits) yes++;
                else no++;
            }),
            { numRuns: 600 },
        );
        expect(Math.min(yes, no)).toBeGreaterThan(20);
    });
});
