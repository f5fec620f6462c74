import { type Policy, type PolicyRegistry, policyDocument } from "@valise/labels";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { utf8 } from "../encoding/text.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import type { BundleWire } from "./bundleWire.ts";

type PolicyFacts = Pick<BundleWire, "policies" | "relations">;

const setKinds = ({ sets }: Policy) => Object.fromEntries(sets.map(({ id, kind }) => [id, kind]));

/** `FR/DR` as URN and level. */
function levelRef(registry: PolicyRegistry, name: string): { pol: string; lvl: string } | undefined {
    const [id = "", lvl = ""] = name.split("/");
    const policy = registry.policy(id);
    return policy && { pol: policy.urn, lvl };
}

/** Base64url SHA-256 of each policy's document, by URN: what a bundle names them by (SPEC 4.5). */
export async function policyDigests(
    policies: readonly Policy[],
    crypto: ClearanceCrypto,
): Promise<ReadonlyMap<string, string>> {
    const digestOf = async (policy: Policy) =>
        [policy.urn, encodeBase64Url(await crypto.sha256(utf8(policyDocument(policy))))] as const;
    return new Map(await Promise.all(policies.map(digestOf)));
}

/**
 * What a trust bundle says of marking policies (SPEC 4.5), taken from those that clients show markings from. `digests`
 * names each policy document by URN; a policy without one is left out, and so are its relations.
 */
export function policyFacts(registry: PolicyRegistry, digests: ReadonlyMap<string, string>): PolicyFacts {
    const policies = registry.policies.flatMap((policy) => {
        const digest = digests.get(policy.urn);
        const facts = { levels: policy.levels.map(({ id }) => id), sets: setKinds(policy), digest: digest ?? "" };
        return digest === undefined ? [] : [[policy.urn, facts] as const];
    });
    const listed = new Set(policies.map(([urn]) => urn));
    const relations = registry.relations.flatMap(({ relation, from: fromName, to: toName, sets = {} }) => {
        const [from, to] = [levelRef(registry, fromName), levelRef(registry, toName)];
        if (relation !== "equals" || from === undefined || to === undefined) return [];
        return listed.has(from.pol) && listed.has(to.pol)
            ? [{ kind: "equals" as const, from, to, sets: { ...sets } }]
            : [];
    });
    return { policies: Object.fromEntries(policies), relations };
}

/** The same facts straight from a registry, for tools that have no bundle yet. A client decides by `bundlePolicies`. */
export function registryPolicies(registry: PolicyRegistry): PolicyLookup {
    const facts = policyFacts(registry, new Map(registry.policies.map(({ urn }) => [urn, ""])));
    return {
        levelsOf: (pol) => registry.policyByUrn(pol)?.levels.map(({ id }) => id),
        categoryKindOf: (pol, set) => registry.policyByUrn(pol)?.sets.find(({ id }) => id === set)?.kind,
        equalsIn: (pol, lvl, toPol) => {
            const found = facts.relations.find(
                ({ from, to }) => from.pol === pol && from.lvl === lvl && to.pol === toPol,
            );
            return found && { lvl: found.to.lvl, sets: new Map(Object.entries(found.sets)) };
        },
    };
}
