import type { MarkingSnapshot } from "@valise/bridge";
import type { EffectiveCharter } from "@valise/clearance";
import {
    checkLabel,
    displayMarking,
    formatLabel,
    formatMarking,
    handlingOf,
    type Label,
    type PolicyRegistry,
} from "@valise/labels";

/** A charter's label as decisions on messages take it; null where this client does not know its policy. */
export function labelOf({ pol, lvl, cat }: EffectiveCharter["label"], registry: PolicyRegistry): Label | null {
    const policy = registry.policyByUrn(pol);
    if (policy === undefined) return null;
    const label = checkLabel({ policy: policy.id, level: lvl, categories: cat }, registry);
    return label.ok ? label.value : null;
}

/** A label ready to show, with one's own handling line beside a foreign one. */
export function markingOf(label: Label, ownPolicy: string | null, registry: PolicyRegistry): MarkingSnapshot {
    const isForeign = ownPolicy !== null && ownPolicy !== label.policy;
    const handling = isForeign ? handlingOf(label, ownPolicy, registry) : null;
    const { text, portion, field, ink } = displayMarking(label, registry);
    return {
        label: formatLabel(label, registry),
        text,
        portion,
        field,
        ink,
        handling: handling?.ok
            ? formatMarking({ ...handling.value, categories: {} }, { form: "banner" }, registry)
            : null,
    };
}
