/** Values by set, short names only, sets and values in the policy's order. */
export type Categories = Readonly<Record<string, readonly string[]>>;

/** What a room or a message is marked with. Made by `makeLabel` or one of the parsers, hence canonical (SPEC 3.1). */
export interface Label {
    readonly policy: string;
    readonly level: string;
    readonly categories: Categories;
}

/** What a person may read: the highest level, and every value held, nothing implied (SPEC 3.5). */
export interface Clearance {
    readonly policy: string;
    readonly level: string;
    readonly categories: Categories;
}

export type LabelRefusal =
    | { readonly kind: "unknown-policy"; readonly policy: string }
    | { readonly kind: "unknown-level"; readonly policy: string; readonly level: string }
    | { readonly kind: "unknown-category"; readonly set: string }
    | { readonly kind: "unknown-value"; readonly set: string; readonly value: string }
    | { readonly kind: "empty-category"; readonly set: string }
    | { readonly kind: "duplicate-value"; readonly set: string; readonly value: string }
    | { readonly kind: "too-many-values"; readonly set: string }
    | { readonly kind: "excluded-at-level"; readonly set: string; readonly value: string; readonly level: string }
    | { readonly kind: "excluded-together"; readonly set: string; readonly value: string; readonly with: string }
    | { readonly kind: "implied-missing"; readonly set: string; readonly value: string };
