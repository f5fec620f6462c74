import { statSync } from "node:fs";
import type { PolicyTrust } from "@valise/policyserver";
import type { ClearanceTools } from "../trust/clearanceTools.ts";
import { openTrust, readBundleFile, readTrustFile } from "../trust/trustFile.ts";

/**
 * The community's bundle from its file, read again when that has changed; `undefined` while there is none. A bundle that is
 * refused leaves the one before in force.
 */
export function createPolicyTrust(
    files: { readonly bundle: string; readonly trust: string },
    tools: ClearanceTools,
    onRefused: (error: unknown) => void,
): () => Promise<PolicyTrust | undefined> {
    let known: PolicyTrust | undefined;
    let readAtMs = 0;
    return async () => {
        const changedAtMs = statSync(files.bundle, { throwIfNoEntry: false })?.mtimeMs;
        if (changedAtMs === undefined || changedAtMs === readAtMs) return known;
        readAtMs = changedAtMs;
        try {
            const { bundle, policies } = await openTrust(
                readBundleFile(files.bundle),
                readTrustFile(files.trust),
                tools,
            );
            known = { policies, serversOf: (agency) => bundle.agencies.get(agency)?.hs };
        } catch (error) {
            onRefused(error);
        }
        return known;
    };
}
