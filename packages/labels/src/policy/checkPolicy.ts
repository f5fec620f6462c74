import { AA_RATIO, contrastRatio } from "../colour/contrast.ts";
import { foldMarking } from "../marking/foldMarking.ts";
import { type CategorySet, findLevel, findSet, findValue, type Policy } from "./Policy.ts";
import type { PolicyIssue } from "./parsePolicy.ts";

/** The rules a schema cannot say (SPEC 1.3 to 1.6); empty when the policy holds together. */
export function checkPolicy(policy: Policy): PolicyIssue[] {
    return [
        ...checkLevels(policy),
        ...checkNames(policy),
        ...policy.sets.flatMap((set, at) => checkSet(policy, set, at)),
    ]
        .concat(checkFacts(policy))
        .concat(checkOwners(policy));
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

function checkSet(policy: Policy, set: CategorySet, at: number): PolicyIssue[] {
    const issues = repeats(
        set.values.map(({ id }, index) => ({ name: id, at: index })),
        `sets.${at}.values`,
    );
    for (const lang of [policy.language, ...Object.keys(set.text)]) {
        const spoken = set.values.map(({ id, text }, index) => ({ name: text?.[lang] ?? id, at: index }));
        issues.push(...repeats(spoken, `sets.${at}.values`));
    }
    if (set.place === "suffix" && !Object.hasOwn(set.text, policy.language))
        issues.push({ path: `sets.${at}.text`, problem: `has no text in ${policy.language}` });
    if (set.implied && !findValue(set, set.implied.value))
        issues.push({ path: `sets.${at}.implied`, problem: `unknown value ${set.implied.value}` });
    // An implied restrictive value would narrow a marking that does not say so; an implied permissive one is the rule.
    if (set.implied && set.kind !== "permissive")
        issues.push({ path: `sets.${at}.implied`, problem: "only a permissive set may imply a value" });
    for (const other of set.implied?.unless ?? [])
        if (!findSet(policy, other)) issues.push({ path: `sets.${at}.implied`, problem: `unknown set ${other}` });
    set.values.forEach((value, index) => {
        const path = `sets.${at}.values.${index}`;
        issues.push(
            ...repeats(
                (value.notLevels ?? []).map((name) => ({ name, at: 0 })),
                `${path}.notLevels`,
            ),
        );
        for (const level of value.notLevels ?? [])
            if (!findLevel(policy, level))
                issues.push({ path: `${path}.notLevels`, problem: `unknown level ${level}` });
        for (const other of value.notWith ?? [])
            if (!isKnownTarget(policy, other))
                issues.push({ path: `${path}.notWith`, problem: `unknown target ${other}` });
    });
    return issues;
}

/** A set printed in the owner's place carries one value at most, and every level it may stand with has an owner. */
function checkOwners(policy: Policy): PolicyIssue[] {
    return policy.sets.flatMap((set, at) => {
        if (set.place !== "owner") return [];
        const bare = policy.levels.filter(({ owner }) => owner === undefined).map(({ id }) => id);
        const open = set.values.some(({ notLevels }) => bare.some((level) => !notLevels?.includes(level)));
        return set.single && !open
            ? []
            : [{ path: `sets.${at}.place`, problem: "an owner set is single and needs owners" }];
    });
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
