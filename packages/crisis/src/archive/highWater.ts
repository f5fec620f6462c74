import { covers, join, type Label, type PolicyRegistry } from "@valise/labels";

/**
 * What an archive is marked with (SPEC 17.4): the one label that covers all, where there is one; else those that no other
 * covers, all of which a reader must satisfy. Nothing inside is unmarked by it.
 */
export function highWaterOf(labels: readonly Label[], registry: PolicyRegistry): readonly Label[] {
    const joined = join(labels, registry);
    if (joined.ok) return [joined.value];
    const kept: Label[] = [];
    for (const label of labels) {
        if (kept.some((upper) => covers(upper, label, registry).ok)) continue;
        const rest = kept.filter((lower) => !covers(label, lower, registry).ok);
        kept.splice(0, kept.length, ...rest, label);
    }
    return kept;
}
