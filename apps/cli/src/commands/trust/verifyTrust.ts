import { acceptStatusList, type TrustContext } from "@valise/clearance";
import { readOfficerLimits } from "@valise/clearance/desk";
import { createClearanceTools } from "../../trust/clearanceTools.ts";
import { readKeyFile } from "../../trust/keyFiles.ts";
import { showBundle } from "../../trust/showBundle.ts";
import { readTextFile } from "../../trust/textFiles.ts";
import { foldRefusal, openTrust, readBundleFile, readTrustFile } from "../../trust/trustFile.ts";
import type { Context } from "../Context.ts";

export interface VerifyOptions {
    readonly bundle: string;
    readonly trust: string;
    readonly list?: readonly string[];
    readonly delegation?: string;
    readonly officerKey?: string;
}

/** Verifies a bundle against first trust and, where given, status lists and a delegation against the bundle. */
export async function verifyTrust(context: Context, options: VerifyOptions): Promise<void> {
    const tools = await createClearanceTools(context.env);
    const signed = readBundleFile(options.bundle);
    const trusted = await openTrust(signed, readTrustFile(options.trust), tools);
    const lists = [];
    for (const path of options.list ?? []) {
        const taken = await acceptStatusList(readTextFile(path).trim(), () => undefined, trusted);
        if (!taken.ok) throw foldRefusal(taken.error);
        const { uri, agency, seq, exp } = taken.value;
        lists.push({ uri, agency, seq, expires: new Date(exp * 1000).toISOString() });
    }
    const { seq, community } = trusted.bundle;
    const delegation = options.delegation === undefined ? {} : await verifyDelegation(options, trusted);
    context.output.data({ ok: true, community, seq, lists, ...delegation }, `${community}\t${seq}`);
}

async function verifyDelegation({ delegation = "", officerKey }: VerifyOptions, trusted: TrustContext) {
    const jwk = readKeyFile(officerKey ?? "", "officer").jwk;
    const signer = { jwk, sign: () => Promise.reject(new Error("only the public part is here")) };
    const limits = await readOfficerLimits({ signer, delegation: readTextFile(delegation).trim() }, trusted);
    if (!limits.ok) throw foldRefusal(limits.error);
    const { officer, agency, levels, claims, servers, expiresAtS, statusIdx: index } = limits.value;
    return {
        officer: { officer, index, agency, levels, claims, servers, until: new Date(expiresAtS * 1000).toISOString() },
    };
}

/** Says what a bundle holds, without verifying it. */
export async function showTrust(context: Context, options: { readonly bundle: string }): Promise<void> {
    const shown = showBundle(readBundleFile(options.bundle));
    const plain = [
        `${shown.community}\t${shown.seq}\t${shown.issued}\t${shown.expires}`,
        ...shown.agencies.map(({ id, name, servers }) => `${id}\t${name}\t${servers.join(",")}`),
    ];
    context.output.data(shown, plain.join("\n"));
}
