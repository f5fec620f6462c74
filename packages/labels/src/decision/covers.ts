import type { Result } from "@valise/base";
import type { Label } from "../label/Label.ts";
import { checkLabel } from "../label/makeLabel.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findSet } from "../policy/Policy.ts";
import { type Dominance, decideReader, type NotDominated, type Reader } from "./decideReader.ts";

/**
 * Whether whoever may read `upper` may read `lower` (SPEC 6.3): the partial order of labels. Used wherever something
 * may not go down or out: a message in a room, an edit, a forward, a lowered charter.
 * Across policies it holds only where the reader that `upper` guarantees would be let in by a stated `equals`.
 */
export function covers(upper: Label, lower: Label, registry: PolicyRegistry): Result<Dominance, NotDominated> {
    const valid = checkLabel(upper, registry);
    return valid.ok ? decideReader(leastReader(valid.value, registry), lower, registry) : valid;
}

/** All that is certain about a reader of the label: each restrictive value, and some value of each permissive set. */
function leastReader({ policy, level, categories }: Label, registry: PolicyRegistry): Reader {
    const known = registry.policy(policy);
    const holds = new Set<string>();
    const oneOf: ReadonlySet<string>[] = [];
    for (const [set, values] of Object.entries(categories)) {
        const kind = known && findSet(known, set)?.kind;
        const names = values.map((value) => `${set}.${value}`);
        if (kind === "restrictive") for (const name of names) holds.add(name);
        if (kind === "permissive") oneOf.push(new Set(names));
    }
    return { policy, level, holds, oneOf };
}

/** Whether two labels have exactly the same readers; informative values do not count. */
export function sameReaders(a: Label, b: Label, registry: PolicyRegistry): boolean {
    return covers(a, b, registry).ok && covers(b, a, registry).ok;
}
