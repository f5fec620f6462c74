import type { Label } from "../label/Label.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findSet } from "../policy/Policy.ts";

/** What a label asks of a reader in its own policy, as `SET.VALUE` names: what a room's gate string states. */
export interface Requirements {
    readonly policy: string;
    readonly level: string;
    readonly every: readonly string[];
    /** One of each. */
    readonly oneOf: readonly (readonly string[])[];
}

/** Informative sets ask for nothing. An unknown set is kept as a demand that nobody meets. */
export function requirementsOf(label: Label, registry: PolicyRegistry): Requirements {
    const policy = registry.policy(label.policy);
    const every: string[] = [];
    const oneOf: string[][] = [];
    for (const [setId, values] of Object.entries(label.categories)) {
        const names = values.map((value) => `${setId}.${value}`);
        const kind = policy && findSet(policy, setId)?.kind;
        if (kind === "permissive") oneOf.push(names);
        else if (kind !== "informative") every.push(...names);
    }
    return { policy: label.policy, level: label.level, every, oneOf };
}
