import type { MarkingSnapshot } from "@valise/bridge";
import {
    type DisplayMarking,
    displayMarking,
    formatLabel,
    formatMarking,
    handlingOf,
    type Label,
    type PolicyRegistry,
} from "@valise/labels";

const MAX_SPELLED = 1_000;
/** By registry, which is another whenever trust data is; a room uses few labels, and each is spelled once. */
const spelled = new WeakMap<PolicyRegistry, Map<string, MarkingSnapshot>>();

/** A label ready to show, with one's own handling line where its policy is foreign (labels SPEC 2.4). */
export function markingSnapshot(label: Label, registry: PolicyRegistry, ownPolicy: string | null): MarkingSnapshot {
    const known = spelled.get(registry) ?? new Map<string, MarkingSnapshot>();
    spelled.set(registry, known);
    const name = JSON.stringify([label.policy, label.level, label.categories, ownPolicy]);
    const marking = known.get(name) ?? spell(label, registry, ownPolicy);
    if (known.size >= MAX_SPELLED) known.clear();
    known.set(name, marking);
    return marking;
}

function spell(label: Label, registry: PolicyRegistry, ownPolicy: string | null): MarkingSnapshot {
    const notation = formatLabel(label, registry);
    return {
        ...displayMarking(label, registry),
        label: notation,
        handling: handlingLine(label, registry, ownPolicy),
    };
}

/** Words of a sender whose policy is unknown here, handled as the room's highest (labels SPEC 7.3). */
export function strangerMarking(words: DisplayMarking, highest: Label, registry: PolicyRegistry): MarkingSnapshot {
    return { ...words, label: null, handling: displayMarking(highest, registry).text };
}

function handlingLine(label: Label, registry: PolicyRegistry, ownPolicy: string | null): string | null {
    if (ownPolicy === null || ownPolicy === label.policy) return null;
    const handling = handlingOf(label, ownPolicy, registry);
    if (!handling.ok) return null;
    const own = { policy: handling.value.policy, level: handling.value.level, categories: {} };
    return formatMarking(own, { form: "banner" }, registry);
}
