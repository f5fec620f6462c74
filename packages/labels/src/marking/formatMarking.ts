import { withoutImplied } from "../label/implied.ts";
import type { Label } from "../label/Label.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findLevel, type Policy } from "../policy/Policy.ts";
import { createGrammar, type Grammar, languagesOf } from "./grammar.ts";

/**
 * `long`: the official words. `banner`: the same, always beginning with the policy's name. `portion`: `(DR)`.
 * `short`: policy and abbreviation, for a list row: `FR DR`. (SPEC 5.1)
 */
export type MarkingForm = "long" | "banner" | "portion" | "short";

export interface MarkingOptions {
    readonly form: MarkingForm;
    /** A language tag. Another language than the policy's own gives the policy's first: markings are never translated. */
    readonly language?: string;
}

/** The marking as the policy spells it. A label of an unknown policy gets its bare notation: never an empty banner. */
export function formatMarking(label: Label, { form, language }: MarkingOptions, registry: PolicyRegistry): string {
    const policy = registry.policy(label.policy);
    if (!policy || !findLevel(policy, label.level)) return `${label.policy}/${label.level}`;
    const grammar = createGrammar(policy, form === "banner" ? "long" : form, languageFor(policy, language));
    const words = spell(label, policy, grammar);
    switch (form) {
        case "long":
            return words;
        case "portion":
            return `(${words})`;
        case "banner":
            return withPolicyName(policy, words, " · ");
        case "short":
            return withPolicyName(policy, words, " ");
    }
}

/** `fr` for `fr-CA` (RFC 5646) where the policy has French; else the policy's own language. */
function languageFor(policy: Policy, tag: string | undefined): string {
    const primary = tag?.split("-")[0]?.toLowerCase();
    return languagesOf(policy).find((known) => known === primary) ?? policy.language;
}

/** Where the words begin with the name themselves (NATO SECRET, TLP:RED) it is not said twice. */
function withPolicyName({ id }: Policy, words: string, joint: string): string {
    return words.startsWith(id) && !/[A-Z]/.test(words.charAt(id.length)) ? words : `${id}${joint}${words}`;
}

function spell(label: Label, policy: Policy, grammar: Grammar): string {
    const categories = withoutImplied(policy, label.categories);
    const level = findLevel(policy, label.level);
    if (!level) return label.level;
    let owner = level.owner;
    let tail = "";
    let previous: string | undefined;
    for (const set of policy.sets) {
        const words = grammar.set(set);
        const values = categories[set.id]?.map((id) => grammar.value(set, id));
        if (!values) continue;
        if (set.place === "owner" && grammar.hasOwners) owner = values.join(" ");
        else if (words) {
            const before = (previous !== undefined ? words.following?.[previous] : undefined) ?? words.before;
            tail += `${before}${values.join(words.between)}${words.after}`;
            previous = set.id;
        }
    }
    const head = grammar.level(level);
    return `${grammar.hasOwners && owner !== undefined ? `${owner} ` : ""}${head}${tail}`;
}
