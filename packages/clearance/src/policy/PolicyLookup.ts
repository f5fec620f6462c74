export type CategoryKind = "restrictive" | "permissive" | "informative";

/** A label as charters write it: policy URN with version, level short name, values per category set. */
export interface GateLabel {
    readonly pol: string;
    readonly lvl: string;
    readonly cat: Readonly<Record<string, readonly string[]>>;
}

/** The equal level of another policy, and the category sets whose values mean the same there; others have no equal. */
export interface EqualLevel {
    readonly lvl: string;
    readonly sets: ReadonlyMap<string, string>;
}

/**
 * What steps 13 and 16 and the charter rules need to know of marking policies (SPEC 4.5). Short names throughout. Answers
 * come from signed data: `bundlePolicies` reads them from the trust bundle. Unknown is `undefined`, and refuses.
 */
export interface PolicyLookup {
    /** Level short names of exactly this policy version, lowest first. */
    levelsOf(pol: string): readonly string[] | undefined;
    categoryKindOf(pol: string, set: string): CategoryKind | undefined;
    /** What a relation `equals` from this very level to `toPol` says: direct, never `handle-as`, never by chain. */
    equalsIn(pol: string, lvl: string, toPol: string): EqualLevel | undefined;
}

/** Position of a level in its own policy, 0 the lowest. Never compare positions across policies. */
export function levelIndex(policies: PolicyLookup, pol: string, lvl: string): number | undefined {
    const index = policies.levelsOf(pol)?.indexOf(lvl) ?? -1;
    return index < 0 ? undefined : index;
}

/** Whether `lvl` is `floor` or higher, both of `pol`; `false` when either is unknown. */
export function isLevelAtLeast(policies: PolicyLookup, pol: string, lvl: string, floor: string): boolean {
    const have = levelIndex(policies, pol, lvl);
    const need = levelIndex(policies, pol, floor);
    return have !== undefined && need !== undefined && have >= need;
}
