import { err, ok, type Result } from "@valise/base";
import type { Categories, Label, LabelRefusal } from "../label/Label.ts";
import { makeLabel } from "../label/makeLabel.ts";
import { formatLabel } from "../label/notation.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import type { CategorySet, Policy } from "../policy/Policy.ts";
import { foldMarking } from "./foldMarking.ts";
import { createGrammar, type Grammar, languagesOf } from "./grammar.ts";

export type MarkingRefusal =
    /** Not a marking of these policies, or written with characters that no marking has. */
    | { readonly kind: "unknown-marking" }
    /** Readable as several labels: the caller decides with the candidates, this function never picks one. */
    | { readonly kind: "ambiguous-marking"; readonly candidates: readonly Label[] }
    /** Read, but the policy does not allow this combination. */
    | { readonly kind: "invalid-marking"; readonly cause: LabelRefusal };

/** Longer than any label of the shipped policies, all values said. */
const MAX_LENGTH = 2048;

/**
 * Reads a long, banner or portion marking (SPEC 5.2): any case, any of the known dashes and spaces, official spellings
 * and listed aliases, values in any order; nothing else. Give `policyId` where the policy is known: `(S)` and `SECRET`
 * belong to several.
 */
export function parseMarking(text: string, registry: PolicyRegistry, policyId?: string): Result<Label, MarkingRefusal> {
    const folded = text.length <= MAX_LENGTH ? foldMarking(text)?.trim() : undefined;
    if (folded === undefined || folded === "") return err({ kind: "unknown-marking" });
    const found = new Map<string, Label>();
    let cause: LabelRefusal | undefined;
    for (const policy of registry.policies) {
        if (policyId !== undefined && policy.id !== policyId) continue;
        for (const said of readAll(policy, folded)) {
            const label = makeLabel(said, registry);
            if (label.ok) found.set(formatLabel(label.value, registry), label.value);
            else cause ??= label.error;
        }
    }
    const [first, second] = found.values();
    if (first && !second) return ok(first);
    if (first) return err({ kind: "ambiguous-marking", candidates: [...found.values()] });
    return err(cause ? { kind: "invalid-marking", cause } : { kind: "unknown-marking" });
}

function readAll(policy: Policy, folded: string): readonly Label[] {
    const banner = `${policy.id} · `;
    const long = folded.startsWith(banner) ? folded.slice(banner.length) : folded;
    const portion = /^\((.*)\)$/.exec(folded)?.[1];
    return beginningsOf(policy).flatMap(({ grammar, heads }) => {
        const text = grammar.form === "long" ? long : portion;
        return text === undefined ? [] : readForm(grammar, heads, text);
    });
}

function readForm(grammar: Grammar, heads: readonly Head[], text: string): readonly Label[] {
    return heads.flatMap(({ words, level, categories }) =>
        text.startsWith(words)
            ? readSets(text.slice(words.length), grammar, 0, undefined).map((rest) => ({
                  policy: grammar.policy.id,
                  level,
                  categories: { ...categories, ...rest },
              }))
            : [],
    );
}

interface Beginning {
    readonly grammar: Grammar;
    readonly heads: readonly Head[];
}

/** How the markings of a policy may begin, worked out once: a policy is frozen, so this can never be out of date. */
const beginnings = new WeakMap<Policy, readonly Beginning[]>();

function beginningsOf(policy: Policy): readonly Beginning[] {
    const known = beginnings.get(policy);
    if (known) return known;
    const grammars = [
        ...languagesOf(policy).map((language) => createGrammar(policy, "long", language)),
        createGrammar(policy, "portion", policy.language),
    ];
    const made = grammars.map((grammar) => ({ grammar, heads: headsOf(grammar) }));
    beginnings.set(policy, made);
    return made;
}

interface Head {
    readonly words: string;
    readonly level: string;
    readonly categories: Categories;
}

/** Every way a marking may begin: each level under its own owner, under each owner a set can put there, each alias. */
function headsOf(grammar: Grammar): readonly Head[] {
    const { levels, sets } = grammar.policy;
    const owners = grammar.hasOwners
        ? sets
              .filter(({ place }) => place === "owner")
              .flatMap((set) =>
                  set.values.map(({ id }) => ({ owner: grammar.value(set, id), said: { [set.id]: [id] } })),
              )
        : [];
    return levels.flatMap((level) => {
        const words = grammar.level(level);
        const own = grammar.hasOwners && level.owner !== undefined ? `${level.owner} ${words}` : words;
        const heads: Head[] = [{ words: own, level: level.id, categories: {} }];
        if (grammar.hasOwners) {
            for (const alias of level.aliases) heads.push({ words: alias, level: level.id, categories: {} });
            if (level.owner !== undefined)
                for (const { owner, said } of owners)
                    heads.push({ words: `${owner} ${words}`, level: level.id, categories: said });
        }
        return heads.map((head) => ({ ...head, words: fold(head.words) }));
    });
}

/** All readings of `rest` by the sets from `at` on, in the policy's order; the empty rest has one reading. */
function readSets(rest: string, grammar: Grammar, at: number, previous: string | undefined): readonly Categories[] {
    if (rest === "") return [{}];
    const set = grammar.policy.sets[at];
    if (!set) return [];
    const skipped = readSets(rest, grammar, at + 1, previous);
    const words = grammar.set(set);
    if (!words || (set.place === "owner" && grammar.hasOwners)) return skipped;
    const before = fold((previous !== undefined ? words.following?.[previous] : undefined) ?? words.before);
    if (!rest.startsWith(before)) return skipped;
    const taken = readValues(rest.slice(before.length), set, grammar, fold(words.between), fold(words.after));
    return [
        ...skipped,
        ...taken.flatMap(({ values, rest: after }) =>
            readSets(after, grammar, at + 1, set.id).map((more) => ({ [set.id]: values, ...more })),
        ),
    ];
}

interface Taken {
    readonly values: readonly string[];
    readonly rest: string;
}

function readValues(
    rest: string,
    set: CategorySet,
    grammar: Grammar,
    between: string,
    after: string,
): readonly Taken[] {
    return set.values.flatMap(({ id }) => {
        const word = fold(grammar.value(set, id));
        if (word === "" || !rest.startsWith(word)) return [];
        const left = rest.slice(word.length);
        const ended = left.startsWith(after) ? [{ values: [id], rest: left.slice(after.length) }] : [];
        const more =
            between !== "" && left.startsWith(between)
                ? readValues(left.slice(between.length), set, grammar, between, after)
                : [];
        return [...ended, ...more.map((taken) => ({ ...taken, values: [id, ...taken.values] }))];
    });
}

/** Text in another script than Latin does not fold: it is written, but never read (SPEC 5.3). */
const fold = (text: string): string => foldMarking(text) ?? text;
