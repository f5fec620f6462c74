import type { ClearanceSnapshot, MarkingSnapshot } from "@valise/bridge";
import {
    type CategorySet,
    type Clearance,
    displayMarking,
    dominates,
    findLevel,
    findValue,
    formatLabel,
    makeLabel,
    type Policy,
    parseClaims,
} from "@valise/labels";
import { shippedRegistry as registry } from "../../labels/shippedRegistry.ts";

/** What a person chose for a new room: a level in short notation and values as `SET.VALUE`. */
export interface RoomLabelDraft {
    readonly level: string | null;
    readonly values: readonly string[];
}

export interface RoomLabelPlan {
    /** What the engine is asked for. */
    readonly notation: string;
    readonly marking: MarkingSnapshot;
    readonly isClassified: boolean;
    /** Whether the one who makes the room could read it. */
    readonly readsMe: boolean;
}

export interface CategoryChoices {
    readonly set: string;
    /** As the policy prints it: `REL TO`. */
    readonly title: string;
    readonly values: readonly { readonly id: string; readonly text: string }[];
}

/** Levels of one's own policy that one could read oneself, highest first; a room above that could not be opened. */
export function levelsFor(own: ClearanceSnapshot): readonly MarkingSnapshot[] {
    const held = heldBy(own);
    const policy = held && registry.policy(held.policy);
    if (!held || !policy) return [];
    return policy.levels
        .toReversed()
        .filter((level) => level.obsolete !== true)
        .flatMap((level) => {
            const label = makeLabel({ policy: policy.id, level: level.id, categories: {} }, registry);
            return label.ok && dominates(held, label.value, registry).ok ? [markingOf(label.value)] : [];
        });
}

/** Sets that close a room further at this level: values of restrictive sets only where one holds them. */
export function categoriesFor(own: ClearanceSnapshot, draft: RoomLabelDraft): readonly CategoryChoices[] {
    const held = heldBy(own);
    const policy = held && registry.policy(held.policy);
    const level = draft.level?.split("/")[1];
    if (!held || !policy || level === undefined) return [];
    return policy.sets
        .filter((set) => set.kind !== "informative")
        .map((set): CategoryChoices => {
            const mine = new Set(held.categories[set.id] ?? []);
            const values = set.values.filter(
                (value) =>
                    value.obsolete !== true &&
                    value.notLevels?.includes(level) !== true &&
                    (set.kind === "permissive" || mine.has(value.id)),
            );
            // One's own nation first: without it one would close the room to oneself.
            const sorted = values.toSorted((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id)));
            return {
                set: set.id,
                title: titleOf(policy, set),
                values: sorted.map(({ id }) => ({ id: `${set.id}.${id}`, text: textOf(policy, set, id) })),
            };
        })
        .filter((choices) => choices.values.length > 0);
}

/** Null: no label was chosen, or the policy refuses these values together. */
export function planRoomLabel(own: ClearanceSnapshot, draft: RoomLabelDraft): RoomLabelPlan | null {
    if (draft.level === null) return null;
    const [policyId = "", level = ""] = draft.level.split("/");
    const policy = registry.policy(policyId);
    const categories: Record<string, string[]> = {};
    for (const name of draft.values) {
        const [set = "", value = ""] = name.split(".");
        categories[set] = [...(categories[set] ?? []), value];
    }
    const label = makeLabel({ policy: policyId, level, categories }, registry);
    if (policy === undefined || !label.ok) return null;
    const held = heldBy(own);
    return {
        notation: formatLabel(label.value, registry),
        marking: markingOf(label.value),
        isClassified: findLevel(policy, level)?.classified === true,
        readsMe: held !== undefined && dominates(held, label.value, registry).ok,
    };
}

function heldBy(own: ClearanceSnapshot): Clearance | undefined {
    const policy = registry.policy(own.marking?.label?.split("/")[0] ?? "");
    if (policy === undefined || own.state !== "held") return undefined;
    const parsed = parseClaims(policy.urn, own.claims, registry);
    return parsed.ok ? parsed.value : undefined;
}

function markingOf(label: Parameters<typeof formatLabel>[0]): MarkingSnapshot {
    return { label: formatLabel(label, registry), ...displayMarking(label, registry), handling: null };
}

function titleOf(policy: Policy, set: CategorySet): string {
    const before = set.text[policy.language]?.before ?? "";
    return before.replaceAll(/[–—-]/g, "").trim() || set.id;
}

function textOf(policy: Policy, set: CategorySet, id: string): string {
    return findValue(set, id)?.text?.[policy.language] ?? id;
}
