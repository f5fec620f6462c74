import { foldMarking } from "../marking/foldMarking.ts";
import type { Level, Policy } from "../policy/Policy.ts";

/** The word for a level inside `Classification`: the policy's own for this purpose, else its official text. */
export function stanagClassification(policy: Policy, level: Level): string {
    return level.stanag ?? level.text[policy.language] ?? level.id;
}

/** The level that such a word names, in any case; `undefined` for any other. */
export function findClassification(policy: Policy, word: string): Level | undefined {
    const folded = foldMarking(word);
    if (folded === undefined) return undefined;
    return policy.levels.find((level) => foldMarking(stanagClassification(policy, level)) === folded);
}
