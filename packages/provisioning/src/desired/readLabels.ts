import {
    dominates as decideDominates,
    formatLabel,
    isLevelAtLeast,
    type Label,
    type PolicyRegistry,
    parseClearance,
    parseLabel,
} from "@valise/labels";

/** Labels in the manifest's notation, read once and compared by the policies' own rules. */
export interface LabelReader {
    read(notation: string): Label | undefined;
    format(label: Label): string;
    urnOf(label: Label): string;
    /** Whether `level` of the policy stands at or under `ceiling`. False across policies. */
    isAtMost(label: Label, ceiling: Label): boolean;
    /** Whether a stated clearance reads the label; nothing stated reads nothing. */
    dominates(clearance: string | undefined | null, label: Label): boolean;
}

export function createLabelReader(registry: PolicyRegistry): LabelReader {
    const known = new Map<string, Label | undefined>();
    return {
        read(notation) {
            if (!known.has(notation)) {
                const parsed = parseLabel(notation, registry);
                known.set(notation, parsed.ok ? parsed.value : undefined);
            }
            return known.get(notation);
        },
        format: (label) => formatLabel(label, registry),
        urnOf: (label) => registry.policy(label.policy)?.urn ?? "",
        isAtMost(label, ceiling) {
            const policy = registry.policy(label.policy);
            return (
                policy !== undefined &&
                label.policy === ceiling.policy &&
                isLevelAtLeast(policy, ceiling.level, label.level)
            );
        },
        dominates(clearance, label) {
            const parsed = parseClearance(clearance ?? "", registry);
            return parsed.ok && decideDominates(parsed.value, label, registry).ok;
        },
    };
}
