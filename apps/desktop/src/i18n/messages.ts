import type later from "./en/later.ts";
import type en from "./en.ts";

/** The keys as they stand in a language file; a plural stands once per form (`_one`, `_many`, `_other`). */
export type MessageTexts = typeof en & typeof later;
type RawKey = keyof MessageTexts & string;
type WithoutForm<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** What `t` takes: plurals by their base name. */
export type MessageKey = WithoutForm<RawKey>;

type TextOf<K extends string> = K extends RawKey
    ? MessageTexts[K]
    : `${K}_other` extends RawKey
      ? MessageTexts[`${K}_other`]
      : never;
type Placeholder<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Placeholder<Rest>
    : never;
type IsPlural<K extends string> = K extends RawKey ? false : true;
type Params<K extends MessageKey> = {
    readonly [P in Placeholder<TextOf<K>>]: P extends "count" ? number : string;
} & (IsPlural<K> extends true ? { readonly count: number } : unknown);

/** Says a message in the current language. What a message leaves open must be given, and nothing else can be. */
export type Translate = <K extends MessageKey>(
    key: K,
    ...params: [Placeholder<TextOf<K>>] extends [never]
        ? IsPlural<K> extends true
            ? [params: Params<K>]
            : []
        : [params: Params<K>]
) => string;

/** A language file: every key of English, in the forms that its own plural rules ask for. */
export type LanguageTexts = Readonly<Record<string, string>>;
