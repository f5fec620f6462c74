import type { Policy } from "./Policy.ts";

/**
 * The one text of a policy that a trust bundle names by its digest (SPEC 1.8): JSON without white space, the members of
 * every object sorted by UTF-16 code units.
 */
export function policyDocument(policy: Policy): string {
    return JSON.stringify(policy, (_name, value: unknown) => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
        return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
}
