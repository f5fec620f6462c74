import { AA_RATIO, contrastRatio } from "../colour/contrast.ts";
import { foldMarking } from "../marking/foldMarking.ts";
import { type CategorySet, findLevel, findSet, findValue, type Policy } from "./Policy.ts";
import type { PolicyIssue } from "./parsePolicy.ts";

/** The rules a schema cannot say (SPEC 1.3 to 1.6); empty when the policy holds together. */
export function checkPolicy(policy: Policy): PolicyIssue[] {
    return [
        ...checkLevels(policy),
        ...checkNames(policy),
        ...policy.sets.flatMap((set, at) => [
            ...checkSet(policy, set, `sets.${at}`),
            ...checkImplied(policy, set, `sets.${at}.implied`),
            ...checkOwner(policy, set, `sets.${at}.place`),
        ]),
        ...checkFacts(policy),
    ];
}

function checkLevels(policy: Policy): PolicyIssue[] {
    return policy.levels.flatMap(({ text, colour }, at) => {
        const issues: PolicyIssue[] = [];
        if (!Object.hasOwn(text, policy.language))
            issues.push({ path: `levels.${at}.text`, problem: `has no text in ${policy.language}` });
        // Without an ink of its own, one is computed that always passes.
        if (colour.ink !== undefined && contrastRatio(colour.field, colour.ink) < AA_RATIO)
            issues.push({ path: `levels.${at}.colour.ink`, problem: "contrast is below 4.5:1" });
        return issues;
    });
}

/** No two levels or sets may be called alike in any spelling that a reader accepts: reading would be a guess. */
function checkNames(policy: Policy): PolicyIssue[] {
    const { levels, sets } = policy;
    const owned = (owner: string | undefined, text: string) => (owner === undefined ? text : `${owner} ${text}`);
    return [
        ...repeats(
            levels.flatMap(({ id, shortAliases }, at) => [id, ...shortAliases].map((name) => ({ name, at }))),
            "levels",
        ),
        ...repeats(
            levels.map(({ portion }, at) => ({ name: portion, at })),
            "levels",
        ),
        ...repeats(
            levels.flatMap(({ text, aliases, owner }, at) =>
                [...new Set([...Object.values(text).map((one) => owned(owner, one)), ...aliases])].map((name) => ({
                    name,
                    at,
                })),
            ),
            "levels",
        ),
        ...repeats(
            sets.map(({ id }, at) => ({ name: id, at })),
            "sets",
        ),
    ];
}

function checkSet(policy: Policy, set: CategorySet, path: string): PolicyIssue[] {
    const issues: PolicyIssue[] = [];
    if (set.place === "suffix" && !Object.hasOwn(set.text, policy.language))
        issues.push({ path: `${path}.text`, problem: `has no text in ${policy.language}` });
    const spellings = [policy.language, ...Object.keys(set.text)].map((language) =>
        set.values.map(({ id, text }) => text?.[language] ?? id),
    );
    for (const names of [set.values.map(({ id }) => id), ...spellings])
        issues.push(
            ...repeats(
                names.map((name, at) => ({ name, at })),
                `${path}.values`,
            ),
        );
    set.values.forEach(({ notLevels = [], notWith = [] }, at) => {
        const value = `${path}.values.${at}`;
        issues.push(
            ...repeats(
                notLevels.map((name, index) => ({ name, at: index })),
                `${value}.notLevels`,
            ),
        );
        for (const level of notLevels)
            if (!findLevel(policy, level))
                issues.push({ path: `${value}.notLevels`, problem: `unknown level ${level}` });
        for (const other of notWith)
            if (!isKnownTarget(policy, other))
                issues.push({ path: `${value}.notWith`, problem: `unknown target ${other}` });
    });
    return issues;
}

/** An implied restrictive value would narrow a marking that does not say so; only a permissive set may imply one. */
function checkImplied(policy: Policy, { kind, implied, values }: CategorySet, path: string): PolicyIssue[] {
    if (!implied) return [];
    const unknown = [
        ...(values.some(({ id }) => id === implied.value) ? [] : [implied.value]),
        ...implied.unless.filter((other) => !findSet(policy, other)),
    ];
    return [
        ...(kind === "permissive" ? [] : [{ path, problem: "only a permissive set may imply a value" }]),
        ...unknown.map((name) => ({ path, problem: `unknown name ${name}` })),
    ];
}

/** A set printed in the owner's place carries one value at most, and every level it may stand with has an owner. */
function checkOwner({ levels }: Policy, { place, single, values }: CategorySet, path: string): PolicyIssue[] {
    if (place !== "owner") return [];
    const bare = levels.filter(({ owner }) => owner === undefined);
    const open = values.some(({ notLevels }) => bare.some(({ id }) => !notLevels?.includes(id)));
    return single && !open ? [] : [{ path, problem: "an owner set is single and needs owners" }];
}

function checkFacts(policy: Policy): PolicyIssue[] {
    const facts = [
        ...policy.levels.flatMap(({ fact, colour }, at) => [
            { path: `levels.${at}.fact`, fact },
            { path: `levels.${at}.colour.fact`, fact: colour.fact },
        ]),
        ...policy.sets.flatMap(({ fact, values }, at) => [
            { path: `sets.${at}.fact`, fact },
            ...values.map((value, index) => ({ path: `sets.${at}.values.${index}.fact`, fact: value.fact })),
        ]),
    ];
    return facts.flatMap(({ path, fact }) =>
        fact?.checked && !Object.hasOwn(policy.sources, fact.source)
            ? [{ path, problem: `checked against unlisted source ${fact.source}` }]
            : [],
    );
}

function isKnownTarget(policy: Policy, target: string): boolean {
    const [setId = "", valueId] = target.split(".");
    const set = findSet(policy, setId);
    return set !== undefined && (valueId === undefined || findValue(set, valueId) !== undefined);
}

function repeats(names: readonly { readonly name: string; readonly at: number }[], path: string): PolicyIssue[] {
    const seen = new Set<string>();
    return names.flatMap(({ name, at }) => {
        const folded = foldMarking(name) ?? name;
        if (seen.has(folded)) return [{ path: `${path}.${at}`, problem: `${name} is said twice` }];
        seen.add(folded);
        return [];
    });
}
