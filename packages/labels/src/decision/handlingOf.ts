import { err, ok, type Result } from "@valise/base";
import type { Label } from "../label/Label.ts";
import { levelOf, type PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { isLevelAtLeast, type Relation } from "../policy/Policy.ts";

/** One's own handling line for a foreign label: shown beside the originator's marking, never instead of it. */
export interface Handling {
    readonly policy: string;
    readonly level: string;
    readonly relation: Relation;
}

export type HandlingRefusal =
    | { readonly kind: "unknown-policy"; readonly policy: string }
    /** Nothing is stated: shown as such, and handled as the room's highest. */
    | { readonly kind: "no-relation"; readonly from: string; readonly to: string }
    /** Stated that there is no counterpart. */
    | { readonly kind: "no-counterpart"; readonly relation: Relation };

/** Which level of `ownPolicy` a foreign label is handled at: the highest that `equals` or `handle-as` names (SPEC 2.4). */
export function handlingOf(
    label: Label,
    ownPolicy: string,
    registry: PolicyRegistry,
): Result<Handling, HandlingRefusal> {
    const own = registry.policy(ownPolicy);
    if (!own) return err({ kind: "unknown-policy", policy: ownPolicy });
    const from = `${label.policy}/${label.level}`;
    const stated = registry.relationsBetween(label.policy, own.id).filter((relation) => relation.from === from);
    const usable = stated.filter(({ relation }) => relation !== "none");
    const [first, ...rest] = usable;
    if (!first) {
        const [hole] = stated;
        return err(hole ? { kind: "no-counterpart", relation: hole } : { kind: "no-relation", from, to: own.id });
    }
    const highest = rest.reduce((a, b) => (isLevelAtLeast(own, levelOf(a.to), levelOf(b.to)) ? a : b), first);
    return ok({ policy: own.id, level: levelOf(highest.to), relation: highest });
}
