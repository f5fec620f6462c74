import { type ClearanceCrypto, policyDigests, type TrustBundle, type TrustedPolicy } from "@valise/clearance";
import {
    createPolicyRegistry,
    type Policy,
    type PolicyRegistry,
    type Relation,
    shippedPolicies,
    shippedRelations,
} from "@valise/labels";

export const emptyRegistry: PolicyRegistry = registryOf([], []);

/**
 * The policies of a bundle that this client can show: those it has the very document of, which the bundle names by digest
 * (clearance SPEC 4.5). What opens across policies is the bundle's `equals` and nothing else; how a foreign label is
 * handled (`handle-as`, which opens nothing) comes from what is shipped.
 */
export async function bundleRegistry(bundle: TrustBundle, crypto: ClearanceCrypto): Promise<PolicyRegistry> {
    const shipped = shippedPolicies();
    const digests = await policyDigests(shipped, crypto);
    const policies = shipped.filter((policy) => isSame(policy, bundle.policies.get(policy.urn), digests));
    const idOf = new Map(policies.map(({ urn, id }) => [urn, id]));
    const equal = bundle.relations.flatMap(({ from, to, sets }): Relation[] => {
        const [source, target] = [idOf.get(from.pol), idOf.get(to.pol)];
        if (source === undefined || target === undefined || source === target) return [];
        return [
            {
                from: `${source}/${from.lvl}`,
                to: `${target}/${to.lvl}`,
                relation: "equals",
                sets: Object.fromEntries(sets),
                basis: "trust bundle",
                fact: { source: "valise", checked: false },
            },
        ];
    });
    const said = new Set(equal.map(({ from, to }) => `${from} ${to}`));
    const known = new Set(idOf.values());
    const handled = shippedRelations().filter(({ from, to, relation }) => {
        const inside = [from, to].every((level) => known.has(level.slice(0, level.indexOf("/"))));
        return inside && relation !== "equals" && !said.has(`${from} ${to}`);
    });
    return registryOf(policies, [...equal, ...handled]);
}

/** The very document, and the bundle's own summary of it says the same: a slip there must not split markings from decisions. */
function isSame(policy: Policy, stated: TrustedPolicy | undefined, digests: ReadonlyMap<string, string>): boolean {
    if (stated === undefined || stated.digest !== digests.get(policy.urn)) return false;
    const levels = policy.levels.map(({ id }) => id);
    const sameSets = policy.sets.every(({ id, kind }) => stated.sets.get(id) === kind);
    return String(levels) === String(stated.levels) && sameSets && stated.sets.size === policy.sets.length;
}

/** A bundle's relations name levels that exist (clearance SPEC 4.2), so a refusal means a broken invariant. */
function registryOf(policies: readonly Policy[], relations: readonly Relation[]): PolicyRegistry {
    const made = createPolicyRegistry(policies, relations);
    if (!made.ok) throw new Error(`the trust bundle's policies do not fit together: ${made.error.kind}`);
    return made.value;
}
