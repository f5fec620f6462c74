import { err, ok, type Result } from "@valise/base";
import type { Label, LabelRefusal } from "../label/Label.ts";
import { levelOf, type PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findLevel, findSet, findValue, isLevelAtLeast, type Policy, type Relation } from "../policy/Policy.ts";

/** What is known about a reader: values surely held, and groups of which at least one is held. `SET.VALUE` names. */
export interface Reader {
    readonly policy: string;
    readonly level: string;
    readonly holds: ReadonlySet<string>;
    readonly oneOf: readonly ReadonlySet<string>[];
}

/** How it was allowed: within the policy, or by this relation. */
export type Dominance = { readonly via: "policy" } | { readonly via: Relation };

export type NotDominated =
    | LabelRefusal
    | { readonly kind: "no-relation"; readonly from: string; readonly to: string }
    | { readonly kind: "level-too-low"; readonly asked: string; readonly held: string }
    | { readonly kind: "restrictive-missing"; readonly set: string; readonly value: string }
    | { readonly kind: "permissive-missing"; readonly set: string; readonly anyOf: readonly string[] };

/** A reader seen from the label's policy: the level reached there, and how the names of its values translate. */
interface Bridge {
    readonly level: string;
    readonly via: Dominance["via"];
    readonly translate: (name: string) => string | undefined;
}

export function decideReader(reader: Reader, label: Label, registry: PolicyRegistry): Result<Dominance, NotDominated> {
    const policy = registry.policy(label.policy);
    if (!policy) return err({ kind: "unknown-policy", policy: label.policy });
    const strange = findStrange(policy, label);
    if (strange) return err(strange);
    const own = registry.policy(reader.policy);
    if (!own) return err({ kind: "unknown-policy", policy: reader.policy });
    if (!findLevel(own, reader.level)) return err({ kind: "unknown-level", policy: own.id, level: reader.level });

    const bridges = bridgesTo(policy, own, reader, registry);
    if (bridges.length === 0) return err({ kind: "no-relation", from: `${own.id}/${reader.level}`, to: policy.id });
    let refusal: NotDominated = {
        kind: "level-too-low",
        asked: `${policy.id}/${label.level}`,
        held: `${own.id}/${reader.level}`,
    };
    for (const bridge of bridges) {
        if (!isLevelAtLeast(policy, bridge.level, label.level)) continue;
        const missing = findUnmet(policy, label, reader, bridge);
        if (!missing) return ok({ via: bridge.via });
        refusal = missing;
    }
    return err(refusal);
}

/** What the label's policy does not know decides against the reader: an unknown value could close anything. */
function findStrange(policy: Policy, { level, categories }: Label): LabelRefusal | undefined {
    if (!findLevel(policy, level)) return { kind: "unknown-level", policy: policy.id, level };
    for (const [setId, values] of Object.entries(categories)) {
        const set = findSet(policy, setId);
        if (!set) return { kind: "unknown-category", set: setId };
        if (values.length === 0) return { kind: "empty-category", set: setId };
        const value = values.find((id) => !findValue(set, id));
        if (value !== undefined) return { kind: "unknown-value", set: setId, value };
    }
    return undefined;
}

/** Stated `equals` from any level that the reader holds, so also from one below its own (SPEC 2.3). */
function bridgesTo(policy: Policy, own: Policy, reader: Reader, registry: PolicyRegistry): readonly Bridge[] {
    if (policy === own) return [{ level: reader.level, via: "policy", translate: (name) => name }];
    return registry
        .relationsBetween(own.id, policy.id)
        .filter(({ relation, from }) => relation === "equals" && isLevelAtLeast(own, reader.level, levelOf(from)))
        .map((relation) => ({ level: levelOf(relation.to), via: relation, translate: translateBy(relation) }));
}

function translateBy({ sets = {} }: Relation): Bridge["translate"] {
    return (name) => {
        const dot = name.indexOf(".");
        const set = name.slice(0, dot);
        return Object.hasOwn(sets, set) ? `${sets[set]}${name.slice(dot)}` : undefined;
    };
}

function findUnmet(policy: Policy, label: Label, reader: Reader, bridge: Bridge): NotDominated | undefined {
    const holds = new Set([...reader.holds].map(bridge.translate));
    const groups = reader.oneOf.map((group) => [...group].map(bridge.translate));
    for (const set of policy.sets) {
        const values = label.categories[set.id];
        if (!values || set.kind === "informative") continue;
        const names = values.map((value) => `${set.id}.${value}`);
        if (set.kind === "restrictive") {
            const value = values.find((_, at) => !holds.has(names[at]));
            if (value !== undefined) return { kind: "restrictive-missing", set: set.id, value };
        } else if (
            !names.some((name) => holds.has(name)) &&
            // Whichever value of a group the reader has, it must be one that the label accepts.
            !groups.some((group) => group.every((name) => name !== undefined && names.includes(name)))
        ) {
            return { kind: "permissive-missing", set: set.id, anyOf: values };
        }
    }
    return undefined;
}
