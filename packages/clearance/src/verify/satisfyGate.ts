import { type ClaimName, valuesOf } from "../attestation/claimNames.ts";
import { type GateLabel, isLevelAtLeast, type PolicyLookup } from "../policy/PolicyLookup.ts";

/** What a gate asks each presentation to show. */
export interface GateAsks {
    readonly label: GateLabel;
    readonly roles: readonly string[];
}

interface LevelFit {
    readonly lvl: string;
    /** Maps a category of the holder's policy to the room's; `undefined` where they have no equal. */
    mapCategory(category: string): string | undefined;
}

/** `REL.FRA` under `REL` -> `RELEASE` is `RELEASE.FRA`; a set that is not mapped has no equal. */
function mapSet(sets: ReadonlyMap<string, string>, category: string): string | undefined {
    const dot = category.indexOf(".");
    const set = sets.get(category.slice(0, dot));
    return set === undefined ? undefined : set + category.slice(dot);
}

/**
 * The shown levels that meet the room's, lowest first. In the room's own policy only the room's very level counts, since
 * issuers write every dominated one; from another policy an `equals` to the room's level or higher.
 */
export function fittingLevels(
    policies: PolicyLookup,
    pol: string,
    claims: readonly ClaimName[],
    label: GateLabel,
): LevelFit[] {
    const shown = valuesOf(claims, "lvl");
    if (pol === label.pol) {
        return shown.includes(label.lvl) ? [{ lvl: label.lvl, mapCategory: (category) => category }] : [];
    }
    return (policies.levelsOf(pol) ?? []).flatMap((lvl) => {
        const equal = shown.includes(lvl) ? policies.equalsIn(pol, lvl, label.pol) : undefined;
        if (equal === undefined || !isLevelAtLeast(policies, label.pol, equal.lvl, label.lvl)) return [];
        return [{ lvl, mapCategory: (category: string) => mapSet(equal.sets, category) }];
    });
}

/** The claims that meet one category set, or `undefined` (restrictive: every value; permissive: one). */
function fitSet(
    policies: PolicyLookup,
    label: GateLabel,
    set: string,
    held: ReadonlyMap<string, ClaimName>,
): ClaimName[] | undefined {
    const asked = label.cat[set] ?? [];
    const fitting = asked.flatMap((value) => held.get(`${set}.${value}`) ?? []);
    switch (policies.categoryKindOf(label.pol, set)) {
        case "restrictive":
            return fitting.length === asked.length ? fitting : undefined;
        case "permissive":
            return fitting.length > 0 ? fitting.slice(0, 1) : undefined;
        case "informative":
            return [];
        case undefined:
            return undefined;
    }
}

/** The claims that meet every set, seen through one level's relation, or `undefined`. */
function fitSets(
    policies: PolicyLookup,
    label: GateLabel,
    claims: readonly ClaimName[],
    { mapCategory }: LevelFit,
): ClaimName[] | undefined {
    const held = new Map<string, ClaimName>();
    for (const category of valuesOf(claims, "cat")) {
        const mapped = mapCategory(category);
        if (mapped !== undefined) held.set(mapped, `cat:${category}`);
    }
    const used = Object.keys(label.cat).map((set) => fitSet(policies, label, set, held));
    return used.every((claimsOfSet) => claimsOfSet !== undefined) ? used.flat() : undefined;
}

/**
 * Step 16 (SPEC 5.16), one rule for both ends: which of `claims` meet the gate, or `undefined` when they do not. Given all
 * of a credential's claims it answers what to disclose, and no more; given a presentation's, whether it suffices.
 */
export function satisfyGate(
    policies: PolicyLookup,
    pol: string,
    claims: readonly ClaimName[],
    { label, roles }: GateAsks,
): ClaimName[] | undefined {
    const roleClaims = roles.map((role): ClaimName => `role:${role}`);
    if (!roleClaims.every((name) => claims.includes(name))) return undefined;
    for (const level of fittingLevels(policies, pol, claims, label)) {
        const categories = fitSets(policies, label, claims, level);
        if (categories !== undefined)
            return [...new Set<ClaimName>([`lvl:${level.lvl}`, ...categories, ...roleClaims])];
    }
    return undefined;
}
