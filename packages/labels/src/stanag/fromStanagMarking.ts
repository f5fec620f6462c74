import { err, ok, type Result } from "@valise/base";
import type { Label, LabelRefusal } from "../label/Label.ts";
import { checkLabel } from "../label/makeLabel.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import type { Policy } from "../policy/Policy.ts";
import type { StanagMarking } from "./stanag4774.ts";
import { type CategoryRefusal, fromStanagCategories, same } from "./stanagCategories.ts";
import { findClassification } from "./stanagClassification.ts";

/** Why the words stay foreign: shown as the originator wrote them, handled as the room's highest. */
export type StanagLabelRefusal =
    | LabelRefusal
    | CategoryRefusal
    | { readonly kind: "unknown-classification"; readonly classification: string }
    /** The URI names one policy and the text another. */
    | { readonly kind: "policy-mismatch"; readonly policy: string; readonly uri: string };

/** Our label for the originator's words, where a policy of ours says exactly the same (SPEC 8.4, 8.5). */
export function fromStanagMarking(marking: StanagMarking, registry: PolicyRegistry): Result<Label, StanagLabelRefusal> {
    const policy = findPolicy(marking, registry);
    if (!policy.ok) return policy;
    const level = findClassification(policy.value, marking.classification);
    if (!level) return err({ kind: "unknown-classification", classification: marking.classification });
    const categories = fromStanagCategories(policy.value, marking.categories);
    if (!categories.ok) return categories;
    return checkLabel({ policy: policy.value.id, level: level.id, categories: categories.value }, registry);
}

function findPolicy(
    { policy, policyUri }: StanagMarking,
    registry: PolicyRegistry,
): Result<Policy, StanagLabelRefusal> {
    const named = registry.policies.find((known) => same(known.stanag?.name ?? known.id, policy));
    if (policyUri === undefined) return named ? ok(named) : err({ kind: "unknown-policy", policy });
    const byUri = registry.policies.find((known) => (known.stanag?.uri ?? known.urn) === policyUri);
    if (named !== byUri) return err({ kind: "policy-mismatch", policy, uri: policyUri });
    return named ? ok(named) : err({ kind: "unknown-policy", policy });
}
