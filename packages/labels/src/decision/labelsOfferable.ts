import { err, ok, type Result } from "@valise/base";
import type { Categories, Clearance, Label, LabelRefusal } from "../label/Label.ts";
import { completeCategories, findExclusion, inPolicyOrder, makeLabel } from "../label/makeLabel.ts";
import { sameCategories } from "../label/notation.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { isLevelAtLeast, type Level, type Policy } from "../policy/Policy.ts";
import { covers } from "./covers.ts";
import type { NotDominated } from "./decideReader.ts";
import { dominates } from "./dominates.ts";

/** What a room is marked with, and the highest level this deployment allows, in the room's own policy. */
export interface RoomMarking {
    readonly label: Label;
    readonly ceilingLevel?: string;
}

export type SendRefusal =
    /** Some who read the room may not read this. */
    | { readonly kind: "above-room"; readonly cause: NotDominated }
    | { readonly kind: "above-clearance"; readonly cause: NotDominated }
    | { readonly kind: "above-ceiling"; readonly ceilingLevel: string }
    | { readonly kind: "no-clearance" };

export interface Offers {
    /** Highest first; the first is the room's own label where the sender may use it. */
    readonly offered: readonly Label[];
    /** Every other level of the room's policy, for "why not these?". */
    readonly withheld: readonly { readonly level: string; readonly refusal: SendRefusal | LabelRefusal }[];
}

/** Whether this sender may send this label to this room (SPEC 6.5): not above the room, not above the sender. */
export function decideSend(
    label: Label,
    sender: Clearance | undefined,
    room: RoomMarking,
    registry: PolicyRegistry,
): Result<void, SendRefusal> {
    if (!sender) return err({ kind: "no-clearance" });
    const fits = covers(room.label, label, registry);
    if (!fits.ok) return err({ kind: "above-room", cause: fits.error });
    const held = dominates(sender, label, registry);
    if (!held.ok) return err({ kind: "above-clearance", cause: held.error });
    const { ceilingLevel } = room;
    if (ceilingLevel === undefined) return ok();
    const policy = registry.policy(room.label.policy);
    const level = label.policy === room.label.policy ? label.level : room.label.level;
    // A foreign label has no place under the ceiling of the room's policy: the room's own level stands for it.
    return policy && isLevelAtLeast(policy, ceilingLevel, level) ? ok() : err({ kind: "above-ceiling", ceilingLevel });
}

/**
 * The labels that the composer offers: for each level at or below the room's, the room's categories, then none
 * (SPEC 6.6). Narrower ones than the room's are not offered, since some who read the room could not read them.
 */
export function labelsOfferable(sender: Clearance | undefined, room: RoomMarking, registry: PolicyRegistry): Offers {
    const policy = registry.policy(room.label.policy);
    if (!policy) return { offered: [], withheld: [] };
    const offered: Label[] = [];
    const withheld: Offers["withheld"][number][] = [];
    for (const level of policy.levels.filter(({ obsolete }) => !obsolete).toReversed()) {
        const candidates = candidatesAt(level, policy, room.label, registry);
        const allowed = candidates.filter((label) => decideSend(label, sender, room, registry).ok);
        offered.push(...allowed);
        const [first] = candidates;
        const refused = first && decideSend(first, sender, room, registry);
        if (allowed.length === 0 && refused && !refused.ok) withheld.push({ level: level.id, refusal: refused.error });
        if (!first) withheld.push({ level: level.id, refusal: notAt(level, policy, room.label.categories) });
    }
    return { offered, withheld };
}

function candidatesAt(level: Level, policy: Policy, room: Label, registry: PolicyRegistry): readonly Label[] {
    const plain = completeCategories(policy, {});
    const kept = inPolicyOrder(policy, keptAt(level, policy, room.categories));
    const choices = sameCategories(plain, kept) ? [kept] : [kept, {}];
    return choices.flatMap((categories) => {
        const made = makeLabel({ policy: policy.id, level: level.id, categories }, registry);
        return made.ok ? [made.value] : [];
    });
}

/** The room's categories without what this level excludes; `above-room` decides whether the rest still fits. */
function keptAt(level: Level, policy: Policy, categories: Categories): Categories {
    const kept: Record<string, readonly string[]> = {};
    for (const set of policy.sets) {
        const values = (categories[set.id] ?? []).filter(
            (id) => !set.values.find((value) => value.id === id)?.notLevels?.includes(level.id),
        );
        if (values.length > 0) kept[set.id] = values;
    }
    return kept;
}

function notAt(level: Level, policy: Policy, categories: Categories): LabelRefusal {
    return findExclusion(policy, level.id, categories) ?? { kind: "unknown-level", policy: policy.id, level: level.id };
}
