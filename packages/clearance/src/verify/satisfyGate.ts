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
 * The shown level that meets the room's, the lowest if several do. In the room's own policy only the room's very level
 * counts, since issuers write every dominated one; from another policy an `equals` to the room's level or higher.
 */
export function fitLevel(
    policies: PolicyLookup,
    pol: string,
    claims: readonly ClaimName[],
    label: GateLabel,
): LevelFit | undefined {
    const shown = valuesOf(claims, "lvl");
    if (pol === label.pol) {
        return shown.includes(label.lvl) ? { lvl: label.lvl, mapCategory: (category) => category } : undefined;
    }
    for (const lvl of policies.levelsOf(pol) ?? []) {
        const equal = shown.includes(lvl) ? policies.equalsIn(pol, lvl, label.pol) : undefined;
        if (equal !== undefined && isLevelAtLeast(policies, label.pol, equal.lvl, label.lvl)) {
            return { lvl, mapCategory: (category) => mapSet(equal.sets, category) };
        }
    }
    return undefined;
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

/**
 * Step 16 (SPEC 5.16), one rule for both ends: which of `claims` meet the gate, or `undefined` when they do not. Given all
 * of a credential's claims it answers what to disclose, and no more; given a presentation's, whether it suffices.
 */
export function satisfyGate(
    policies: PolicyLookup,
    pol: string,
    claims: readonly ClaimName[],
    asks: GateAsks,
): ClaimName[] | undefined {
    const level = fitLevel(policies, pol, claims, asks.label);
    if (level === undefined) return undefined;
    const used: ClaimName[] = [`lvl:${level.lvl}`];
    const held = new Map<string, ClaimName>();
    for (const category of valuesOf(claims, "cat")) {
        const mapped = level.mapCategory(category);
        if (mapped !== undefined) held.set(mapped, `cat:${category}`);
    }
    for (const set of Object.keys(asks.label.cat)) {
        const fitting = fitSet(policies, asks.label, set, held);
        if (fitting === undefined) return undefined;
        used.push(...fitting);
    }
    for (const role of asks.roles) {
        if (!claims.includes(`role:${role}`)) return undefined;
        used.push(`role:${role}`);
    }
    return [...new Set(used)];
}
