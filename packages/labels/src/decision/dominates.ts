import type { Result } from "@valise/base";
import type { Clearance, Label } from "../label/Label.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { type Dominance, decideReader, type NotDominated } from "./decideReader.ts";

/**
 * The one access decision (SPEC 6.1): the clearance's level reaches the label's, every restrictive value is held, and
 * of each permissive set at least one value is held; informative sets count for nothing. Across policies only through
 * a stated `equals`, never through `handle-as` or two relations in a row. No relation means no.
 * The refusal names the first thing missing.
 */
export function dominates(
    clearance: Clearance,
    label: Label,
    registry: PolicyRegistry,
): Result<Dominance, NotDominated> {
    const holds = Object.entries(clearance.categories).flatMap(([set, values]) =>
        values.map((value) => `${set}.${value}`),
    );
    return decideReader(
        { policy: clearance.policy, level: clearance.level, holds: new Set(holds), oneOf: [] },
        label,
        registry,
    );
}
