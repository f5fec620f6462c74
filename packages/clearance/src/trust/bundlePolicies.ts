import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import type { TrustBundle } from "./TrustBundle.ts";

/** The policy facts that the community has signed (SPEC 4.5). */
export function bundlePolicies(bundle: TrustBundle): PolicyLookup {
    return {
        levelsOf: (pol) => bundle.policies.get(pol)?.levels,
        categoryKindOf: (pol, set) => bundle.policies.get(pol)?.sets.get(set),
        equalsIn: (pol, lvl, toPol) => {
            const relation = bundle.relations.find(
                ({ from, to }) => from.pol === pol && from.lvl === lvl && to.pol === toPol,
            );
            return relation && { lvl: relation.to.lvl, sets: relation.sets };
        },
    };
}
