import { err, ok, type Result } from "@valise/base";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findLevel, type Policy } from "../policy/Policy.ts";
import { withoutImplied } from "./implied.ts";
import type { Clearance, Label, LabelRefusal } from "./Label.ts";
import { makeClearance, makeLabel } from "./makeLabel.ts";

export type NotationRefusal =
    /** `column` counts from 1. */
    { readonly kind: "notation-syntax"; readonly column: number } | LabelRefusal;

const HEAD = /^[A-Z0-9][A-Z0-9_-]*\/[A-Z0-9][A-Z0-9_+:-]*$/;
const CATEGORY = /^[A-Z0-9][A-Z0-9_-]*=[A-Z0-9][A-Z0-9_-]*(,[A-Z0-9][A-Z0-9_-]*)*$/;
const MAX_LENGTH = 4096;

/** Reads `POLICY/LEVEL[ SET=VALUE[,VALUE]]…`, ASCII, in either case (SPEC 4): `FR/DR REL=FRA,DEU`. */
export function parseLabel(text: string, registry: PolicyRegistry): Result<Label, NotationRefusal> {
    const said = parseNotation(text, registry);
    return said.ok ? makeLabel(said.value, registry) : said;
}

/** The same notation for a clearance; what a label would imply must be written out: `NATO/S REL=NATO` (SPEC 3.5). */
export function parseClearance(text: string, registry: PolicyRegistry): Result<Clearance, NotationRefusal> {
    const said = parseNotation(text, registry);
    return said.ok ? makeClearance(said.value, registry) : said;
}

/** Canonical notation; what the policy implies is left out where reading restores it. */
export function formatLabel(label: Label, registry: PolicyRegistry): string {
    const policy = registry.policy(label.policy);
    return formatClearance({
        ...label,
        categories: policy ? withoutImplied(policy, label.categories) : label.categories,
    });
}

/** Canonical notation of a clearance: everything is written out. */
export function formatClearance({ policy, level, categories }: Clearance): string {
    return [
        `${policy}/${level}`,
        ...Object.entries(categories).map(([set, values]) => `${set}=${values.join(",")}`),
    ].join(" ");
}

function parseNotation(text: string, registry: PolicyRegistry): Result<Label, NotationRefusal> {
    // Upper-casing other scripts could turn them into ASCII; they are refused as they stand.
    const foreign = text.search(/[^\x20-\x7e]/);
    if (foreign >= 0 || text.length > MAX_LENGTH)
        return err({ kind: "notation-syntax", column: Math.max(foreign, 0) + 1 });
    const words = [...text.toUpperCase().matchAll(/[^ ]+/g)];
    const [head, ...rest] = words;
    if (!head || !HEAD.test(head[0])) return err({ kind: "notation-syntax", column: (head?.index ?? 0) + 1 });
    const [policyId = "", levelName = ""] = head[0].split("/");
    const policy = registry.policy(policyId);
    if (!policy) return err({ kind: "unknown-policy", policy: policyId });
    const categories: Record<string, readonly string[]> = {};
    for (const word of rest) {
        const [set = "", values = ""] = word[0].split("=");
        if (!CATEGORY.test(word[0]) || Object.hasOwn(categories, set))
            return err({ kind: "notation-syntax", column: word.index + 1 });
        categories[set] = values.split(",");
    }
    return ok({ policy: policyId, level: readLevel(policy, levelName), categories });
}

function readLevel(policy: Policy, name: string): string {
    return (
        findLevel(policy, name)?.id ?? policy.levels.find(({ shortAliases }) => shortAliases.includes(name))?.id ?? name
    );
}
