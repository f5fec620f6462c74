import { epochMs } from "@valise/base";
import type { ClearanceSnapshot } from "@valise/bridge";
import type { StatusLists, TrustBundle } from "@valise/clearance";
import { displayMarking, type PolicyRegistry } from "@valise/labels";

/** What the person is shown of the community's trust data. `code`: what stands wrong although a bundle is in use. */
export function trustSnapshot(of: {
    readonly isConfigured: boolean;
    readonly bundle: TrustBundle | null;
    readonly registry: PolicyRegistry;
    readonly lists: StatusLists;
    readonly code: string | null;
    readonly nowS: number;
}): ClearanceSnapshot["trust"] {
    const { bundle, code } = of;
    const lists = [...of.lists.values()].map(({ uri, agency, iat, exp }) => ({
        uri,
        agency: bundle?.agencies.get(agency)?.name ?? agency,
        issuedAtMs: epochMs(iat * 1000),
        expiresAtMs: epochMs(exp * 1000),
    }));
    const none = { code, bundleSeq: null, bundleExpiresMs: null, deviceOnly: [], lists };
    if (!of.isConfigured) return { ...none, state: "none", code: null };
    if (bundle === null) return { ...none, state: code === null ? "checking" : "refused" };
    const rules = { deviceOnly: deviceOnlyMarkings(bundle, of.registry), lists };
    const held = { bundleSeq: bundle.seq, bundleExpiresMs: epochMs(bundle.exp * 1000), ...rules };
    return of.nowS > bundle.exp ? { ...held, state: "refused", code: "TRUST_EXPIRED" } : { ...held, state: "ok", code };
}

/** Of a policy whose document is not at hand nothing can be spelled; its rule counts all the same. */
function deviceOnlyMarkings({ policies }: TrustBundle, registry: PolicyRegistry): string[] {
    return [...policies].flatMap(([urn, { deviceOnly }]) => {
        const policy = registry.policyByUrn(urn);
        if (policy === undefined || deviceOnly === null) return [];
        return [displayMarking({ policy: policy.id, level: deviceOnly, categories: {} }, registry).text];
    });
}
