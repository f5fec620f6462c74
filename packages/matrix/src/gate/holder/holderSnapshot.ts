import { epochMs } from "@valise/base";
import type { MarkingSnapshot } from "@valise/bridge";
import { type Clearance, makeLabel, type PolicyRegistry, parseClaims } from "@valise/labels";
import { markingSnapshot } from "../message/markingSnapshot.ts";
import type { Community } from "../trust/Community.ts";
import type { HolderSnapshot } from "./Holder.ts";
import { type OwnClearance, stillCounts } from "./proveOwn.ts";

/** What the person is shown of the own clearance; facts of one that is not proven are not shown. */
export function holderSnapshot(of: {
    readonly held: boolean;
    readonly own: OwnClearance | null;
    readonly code: string | null;
    readonly community: Community;
    readonly identityCode: string | null;
}): HolderSnapshot {
    const { own, code, community, identityCode } = of;
    const proven = own?.proven.ok === true ? own.proven.value : null;
    const clearance = proven === null ? null : clearanceOf(proven, community.registry);
    return {
        state: !of.held ? "none" : stillCounts(code) ? "held" : "refused",
        code,
        agency: proven === null ? null : agencyName(community, proven.agency),
        marking: clearance === null ? null : levelMarking(clearance, community.registry),
        claims: proven?.claims ?? [],
        issuedAtMs: proven === null ? null : epochMs(proven.iat * 1000),
        expiresAtMs: proven === null ? null : epochMs(proven.exp * 1000),
        identityCode,
    };
}

/** A clearance in the form of labels; null where the policy's document is not ours. */
export function clearanceOf(
    { pol, claims }: { readonly pol: string; readonly claims: readonly string[] },
    registry: PolicyRegistry,
): Clearance | null {
    const clearance = parseClaims(pol, claims, registry);
    return clearance.ok ? clearance.value : null;
}

const agencyName = (community: Community, urn: string): string =>
    community.context()?.bundle.agencies.get(urn)?.name ?? urn;

/** The highest level held, with what its policy always says beside it and nothing else. */
function levelMarking({ policy, level }: Clearance, registry: PolicyRegistry): MarkingSnapshot | null {
    const label = makeLabel({ policy, level, categories: {} }, registry);
    return label.ok ? markingSnapshot(label.value, registry, policy) : null;
}
