import { unwrap } from "@valise/base";
import de from "../../policies/de.json" with { type: "json" };
import eu from "../../policies/eu.json" with { type: "json" };
import fr from "../../policies/fr.json" with { type: "json" };
import nato from "../../policies/nato.json" with { type: "json" };
import relations from "../../policies/relations.json" with { type: "json" };
import tlp from "../../policies/tlp.json" with { type: "json" };
import uk from "../../policies/uk.json" with { type: "json" };
import us from "../../policies/us.json" with { type: "json" };
import { createPolicyRegistry, type PolicyRegistry } from "./createPolicyRegistry.ts";
import type { Policy, Relation } from "./Policy.ts";
import { parsePolicy, parseRelations } from "./parsePolicy.ts";

/** The policies that Valise ships: a start for a community's own bundle, read by the same code as anyone's. */
export function shippedPolicies(): readonly Policy[] {
    return [fr, de, eu, nato, uk, us, tlp].map((json) => unwrap(parsePolicy(json)));
}

export function shippedRelations(): readonly Relation[] {
    return unwrap(parseRelations(relations));
}

/** A registry of what is shipped, for demonstrations and tests; a deployment builds its own from the trust bundle. */
export function createShippedRegistry(): PolicyRegistry {
    return unwrap(createPolicyRegistry(shippedPolicies(), shippedRelations()));
}
