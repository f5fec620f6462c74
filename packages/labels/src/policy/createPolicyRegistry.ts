import { err, ok, type Result } from "@valise/base";
import { findLevel, findSet, type Policy, type Relation } from "./Policy.ts";

/** The policies and relations in force, passed to every function that decides. Built from the trust bundle. */
export interface PolicyRegistry {
    readonly policies: readonly Policy[];
    readonly relations: readonly Relation[];
    /** By short name, as labels carry it. */
    policy(id: string): Policy | undefined;
    /** By URN, as attestations carry it. */
    policyByUrn(urn: string): Policy | undefined;
    /** Relations stated from one policy to another; empty when nothing is stated. */
    relationsBetween(from: string, to: string): readonly Relation[];
}

export type RegistryRefusal =
    | { readonly kind: "duplicate-policy"; readonly id: string }
    | { readonly kind: "relation-unknown-end"; readonly from: string; readonly to: string }
    | { readonly kind: "relation-within-policy"; readonly from: string; readonly to: string }
    | { readonly kind: "relation-twice"; readonly from: string; readonly to: string }
    | { readonly kind: "relation-sets"; readonly from: string; readonly to: string; readonly set: string };

/** Refuses what would make a decision depend on order: a policy or a relation said twice, an end nobody knows. */
export function createPolicyRegistry(
    policies: readonly Policy[],
    relations: readonly Relation[],
): Result<PolicyRegistry, RegistryRefusal> {
    const byId = new Map<string, Policy>();
    const byUrn = new Map<string, Policy>();
    const taken = new Set<string>();
    for (const policy of policies) {
        const names = namesOf(policy);
        if (names.some((name) => taken.has(name))) return err({ kind: "duplicate-policy", id: policy.id });
        for (const name of names) taken.add(name);
        byId.set(policy.id, policy);
        byUrn.set(policy.urn, policy);
    }
    const between = new Map<string, Relation[]>();
    const said = new Set<string>();
    for (const relation of relations) {
        const refusal = checkRelation(relation, byId, said);
        if (refusal) return err(refusal);
        said.add(`${relation.from} ${relation.to}`);
        const key = `${policyOf(relation.from)} ${policyOf(relation.to)}`;
        between.set(key, [...(between.get(key) ?? []), relation]);
    }
    return ok({
        policies: [...policies],
        relations: [...relations],
        policy: (id) => byId.get(id),
        policyByUrn: (urn) => byUrn.get(urn),
        relationsBetween: (from, to) => between.get(`${from} ${to}`) ?? [],
    });
}

/** Whatever a label or an attestation may call the policy by; each name belongs to one policy (SPEC 1.7). */
function namesOf({ id, urn, stanag }: Policy): readonly string[] {
    return [...new Set([id, urn, ...(stanag ? [stanag.name.toUpperCase(), stanag.uri] : [])])];
}

function checkRelation(
    relation: Relation,
    byId: ReadonlyMap<string, Policy>,
    said: ReadonlySet<string>,
): RegistryRefusal | undefined {
    const { from, to } = relation;
    const source = byId.get(policyOf(from));
    const target = byId.get(policyOf(to));
    if (!source || !target || !findLevel(source, levelOf(from)) || !findLevel(target, levelOf(to)))
        return { kind: "relation-unknown-end", from, to };
    if (source === target) return { kind: "relation-within-policy", from, to };
    if (said.has(`${from} ${to}`)) return { kind: "relation-twice", from, to };
    for (const [fromSet, toSet] of Object.entries(relation.sets ?? {})) {
        const kind = findSet(source, fromSet)?.kind;
        // A restrictive value that became permissive would open what it closes.
        if (relation.relation !== "equals" || kind === undefined || findSet(target, toSet)?.kind !== kind)
            return { kind: "relation-sets", from, to, set: fromSet };
    }
    return undefined;
}

/** `FR` of `FR/DR`. */
export const policyOf = (levelName: string): string => levelName.slice(0, levelName.indexOf("/"));
/** `DR` of `FR/DR`. */
export const levelOf = (levelName: string): string => levelName.slice(levelName.indexOf("/") + 1);
