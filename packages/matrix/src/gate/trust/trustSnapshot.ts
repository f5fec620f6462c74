import { epochMs } from "@valise/base";
import type { ClearanceSnapshot } from "@valise/bridge";
import type { StatusLists, TrustBundle } from "@valise/clearance";

/** What the person is shown of the community's trust data. `code`: what stands wrong although a bundle is in use. */
export function trustSnapshot(of: {
    readonly isConfigured: boolean;
    readonly bundle: TrustBundle | null;
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
    const none = { code, bundleSeq: null, bundleExpiresMs: null, lists };
    if (!of.isConfigured) return { ...none, state: "none", code: null };
    if (bundle === null) return { ...none, state: code === null ? "checking" : "refused" };
    const held = { bundleSeq: bundle.seq, bundleExpiresMs: epochMs(bundle.exp * 1000), lists };
    return of.nowS > bundle.exp ? { ...held, state: "refused", code: "TRUST_EXPIRED" } : { ...held, state: "ok", code };
}
