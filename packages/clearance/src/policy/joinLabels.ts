import { type GateLabel, levelIndex, type PolicyLookup } from "./PolicyLookup.ts";

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** Values of one set that both labels' readers hold together; `undefined` where that would widen access or is not known. */
function joinSet(
    kind: ReturnType<PolicyLookup["categoryKindOf"]>,
    a: readonly string[] | undefined,
    b: readonly string[] | undefined,
): string[] | undefined {
    if (kind === undefined) return undefined;
    if (a === undefined || b === undefined) return sorted(a ?? b ?? []);
    if (kind !== "permissive") return sorted([...a, ...b]);
    const both = a.filter((value) => b.includes(value));
    return both.length === 0 ? undefined : sorted(both);
}

/**
 * The least label that nobody can read who cannot read both (SPEC 8.6): the higher level, restrictive values united,
 * permissive ones intersected. A permissive set that only one has is kept, since dropping it would widen access; an empty
 * intersection, two policies, or an unknown level or set refuse (`undefined`).
 */
export function joinLabels(policies: PolicyLookup, a: GateLabel, b: GateLabel): GateLabel | undefined {
    const [levelA, levelB] = [levelIndex(policies, a.pol, a.lvl), levelIndex(policies, b.pol, b.lvl)];
    if (a.pol !== b.pol || levelA === undefined || levelB === undefined) return undefined;
    const cat: Record<string, readonly string[]> = {};
    for (const set of sorted([...Object.keys(a.cat), ...Object.keys(b.cat)])) {
        const values = joinSet(policies.categoryKindOf(a.pol, set), a.cat[set], b.cat[set]);
        if (values === undefined) return undefined;
        cat[set] = values;
    }
    return { pol: a.pol, lvl: levelA >= levelB ? a.lvl : b.lvl, cat };
}

const canonical = (label: GateLabel): string =>
    JSON.stringify([
        label.pol,
        label.lvl,
        sorted(Object.keys(label.cat)).map((set) => [set, sorted(label.cat[set] ?? [])]),
    ]);

/** Whether reading `next` asks at least everything that reading `base` asks: their join is `next` itself. */
export function isAtLeastAsStrict(policies: PolicyLookup, next: GateLabel, base: GateLabel): boolean {
    const joined = joinLabels(policies, next, base);
    return joined !== undefined && canonical(joined) === canonical(next);
}
