import { err, ok, type Result } from "@valise/base";
import type { Categories, Label } from "../label/Label.ts";
import type { CategorySet, Policy } from "../policy/Policy.ts";
import type { StanagCategory } from "./stanag4774.ts";

export type CategoryRefusal =
    | { readonly kind: "unknown-tag"; readonly tag: string }
    | { readonly kind: "unknown-tag-value"; readonly tag: string; readonly value: string }
    | { readonly kind: "tag-type"; readonly tag: string }
    | { readonly kind: "duplicate-tag"; readonly tag: string }
    /** The two models say different things with this tag: translating would widen or narrow. */
    | { readonly kind: "not-expressible"; readonly tag: string };

/** The label's categories under the tags of its policy (SPEC 8.5, 8.6). */
export function toStanagCategories(
    policy: Policy,
    { categories }: Label,
): Result<readonly StanagCategory[], CategoryRefusal> {
    const written: StanagCategory[] = [];
    for (const set of policy.sets) {
        const ids = categories[set.id];
        if (!ids) continue;
        const own = category(
            tagOf(set),
            set,
            ids.map((id) => valueName(set, id)),
        );
        const companion = set.stanag?.companion;
        const implied = set.implied && valueName(set, set.implied.value);
        if (!companion || implied === undefined) {
            written.push(own);
            continue;
        }
        const hasOthers = ids.length > 1;
        written.push(category(companion.tag, set, hasOthers ? [companion.own, companion.others] : [companion.own]));
        if (hasOthers) written.push(own);
    }
    const repeated = written.find(({ tag }, at) => written.findIndex((other) => other.tag === tag) !== at);
    return repeated ? err({ kind: "not-expressible", tag: repeated.tag }) : ok(written);
}

/** The inverse; refuses a tag or value that the policy does not have, and a companion that does not fit its set. */
export function fromStanagCategories(
    policy: Policy,
    categories: readonly StanagCategory[],
): Result<Categories, CategoryRefusal> {
    const read: Record<string, readonly string[]> = {};
    const seen = new Set<string>();
    for (const { tag } of categories) {
        if (seen.has(tag)) return err({ kind: "duplicate-tag", tag });
        seen.add(tag);
    }
    for (const one of categories) {
        const shared = policy.sets.find((set) => isCompanion(set, one));
        if (shared) {
            const refusal = readCompanion(shared, one, categories, read);
            if (refusal) return err(refusal);
            continue;
        }
        const set = policy.sets.find((candidate) => same(tagOf(candidate), one.tag));
        if (!set) return err({ kind: "unknown-tag", tag: one.tag });
        if (set.kind.toUpperCase() !== one.type) return err({ kind: "tag-type", tag: one.tag });
        const ids = one.values.map((value) => set.values.find(({ id }) => same(valueName(set, id), value))?.id);
        const at = ids.indexOf(undefined);
        if (at >= 0) return err({ kind: "unknown-tag-value", tag: one.tag, value: one.values[at] ?? "" });
        // A set with a companion is only ever read beside it: alone it would say something else.
        if (set.stanag?.companion && !categories.some((other) => isCompanion(set, other)))
            return err({ kind: "not-expressible", tag: one.tag });
        read[set.id] = ids.filter((id) => id !== undefined);
    }
    return ok(read);
}

/** `Context: NATO` is the set without others; `Context: NATO, Releasable` needs the set to name them (SPEC 8.6). */
function readCompanion(
    set: CategorySet,
    { tag, type, values }: StanagCategory,
    categories: readonly StanagCategory[],
    read: Record<string, readonly string[]>,
): CategoryRefusal | undefined {
    const { companion } = set.stanag ?? {};
    if (!companion || !set.implied) return { kind: "unknown-tag", tag };
    if (set.kind.toUpperCase() !== type) return { kind: "tag-type", tag };
    const allowed = [companion.own, companion.others];
    const known = values.every((value) => allowed.some((one) => same(one, value)));
    const hasOwn = values.some((value) => same(value, companion.own));
    const hasOthers = values.some((value) => same(value, companion.others));
    const named = categories.find((other) => same(other.tag, tagOf(set)));
    if (!known || !hasOwn || hasOthers !== (named !== undefined)) return { kind: "not-expressible", tag };
    if (!named) read[set.id] = [set.implied.value];
    return undefined;
}

function isCompanion(set: CategorySet, { tag, values }: StanagCategory): boolean {
    const { companion } = set.stanag ?? {};
    if (!companion || !same(companion.tag, tag)) return false;
    return values.some((value) => same(value, companion.own) || same(value, companion.others));
}

function category(tag: string, set: CategorySet, values: readonly string[]): StanagCategory {
    return { tag, type: set.kind.toUpperCase() as StanagCategory["type"], values };
}

const tagOf = (set: CategorySet): string => set.stanag?.tag ?? set.id;
const valueName = (set: CategorySet, id: string): string => set.values.find((value) => value.id === id)?.stanag ?? id;

/** NATO matches names without regard to case; only ASCII letters fold, so that nothing else can (SPEC 8.4). */
export function same(a: string, b: string): boolean {
    const fold = (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
    return fold(a) === fold(b);
}
