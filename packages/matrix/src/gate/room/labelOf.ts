import type { EffectiveCharter } from "@valise/clearance";
import { checkLabel, type Label, type PolicyRegistry } from "@valise/labels";

/** A charter's label as decisions on messages take it; null where this client does not know its policy. */
export function labelOf({ pol, lvl, cat }: EffectiveCharter["label"], registry: PolicyRegistry): Label | null {
    const policy = registry.policyByUrn(pol);
    if (policy === undefined) return null;
    const label = checkLabel({ policy: policy.id, level: lvl, categories: cat }, registry);
    return label.ok ? label.value : null;
}
