import { err, ok, type Result } from "@valise/base";
import { completeCategories, sameCategories } from "../label/implied.ts";
import type { Categories, Clearance, Label, LabelRefusal } from "../label/Label.ts";
import { makeLabel } from "../label/makeLabel.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findValue, isLevelAtLeast, type Policy } from "../policy/Policy.ts";
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
    const offered: Label[] = [];
    const withheld: Offers["withheld"][number][] = [];
    for (const { id, obsolete } of policy?.levels.toReversed() ?? []) {
        if (!policy || obsolete) continue;
        const judged = choicesAt(id, policy, room.label.categories).map((categories) =>
            judge({ policy: policy.id, level: id, categories }, sender, room, registry),
        );
        const allowed = judged.flatMap((one) => (one.ok ? [one.value] : []));
        const [first] = judged;
        if (allowed.length > 0) offered.push(...allowed);
        else if (first && !first.ok) withheld.push({ level: id, refusal: first.error });
    }
    return { offered, withheld };
}

function judge(
    said: Label,
    sender: Clearance | undefined,
    room: RoomMarking,
    registry: PolicyRegistry,
): Result<Label, SendRefusal | LabelRefusal> {
    const label = makeLabel(said, registry);
    if (!label.ok) return label;
    const decided = decideSend(label.value, sender, room, registry);
    return decided.ok ? label : decided;
}

/** The room's categories without what this level excludes, and none; `decideSend` judges whether they still fit. */
function choicesAt(level: string, policy: Policy, categories: Categories): readonly Categories[] {
    const kept: Record<string, readonly string[]> = {};
    for (const set of policy.sets) {
        const values = (categories[set.id] ?? []).filter((id) => !findValue(set, id)?.notLevels?.includes(level));
        if (values.length > 0) kept[set.id] = values;
    }
    return sameCategories(completeCategories(policy, {}), kept) ? [kept] : [kept, {}];
}
