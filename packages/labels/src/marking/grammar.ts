import { type CategorySet, findValue, type Level, type Policy, type SetText } from "../policy/Policy.ts";

/** `long` in full words; `portion` abbreviated; `short` the same, but leaving no set out (SPEC 5.1). */
export type GrammarForm = "long" | "portion" | "short";

/** The words of one form in one language: shared by writer and reader, so that they cannot drift apart. */
export interface Grammar {
    readonly policy: Policy;
    readonly form: GrammarForm;
    /** The level's words without its owner. */
    readonly level: (level: Level) => string;
    /** `undefined` where this form leaves the set out. */
    readonly set: (set: CategorySet) => SetText | undefined;
    readonly value: (set: CategorySet, id: string) => string;
    readonly hasOwners: boolean;
}

export function createGrammar(policy: Policy, form: GrammarForm, language: string): Grammar {
    if (form !== "long")
        return {
            policy,
            form,
            level: ({ portion }) => portion,
            set: ({ portion, text }) => portion ?? (form === "short" ? text[policy.language] : undefined),
            value: (set, id) => findValue(set, id)?.portion ?? id,
            hasOwners: false,
        };
    return {
        policy,
        form,
        level: ({ id, text }) => text[language] ?? text[policy.language] ?? id,
        set: ({ text }) => text[language] ?? text[policy.language],
        value: (set, id) => {
            const text = findValue(set, id)?.text;
            return text?.[language] ?? text?.[policy.language] ?? id;
        },
        hasOwners: true,
    };
}

/** Every language in which the policy's levels are worded, its own first. */
export function languagesOf(policy: Policy): readonly string[] {
    return [...new Set([policy.language, ...policy.levels.flatMap(({ text }) => Object.keys(text))])];
}
