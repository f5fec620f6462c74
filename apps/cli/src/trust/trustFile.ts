import type { CommunityTrustSnapshot } from "@valise/bridge";
import {
    acceptBundle,
    type BundlePin,
    bundlePolicies,
    type CommunityTrust,
    type Refusal,
    type SignedBundleWire,
    type TrustContext,
} from "@valise/clearance";
import { z } from "zod";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import type { ClearanceTools } from "./clearanceTools.ts";
import { readJsonFile } from "./textFiles.ts";

const trustSchema = z.object({
    community: z.string(),
    keys: z.array(z.string()).min(1),
    threshold: z.int().min(1),
    floorSeq: z.int().min(0),
});
const bundleSchema = z.object({
    payload: z.string(),
    signatures: z.array(z.object({ protected: z.string(), signature: z.string() })),
});

/** First trust as the managed configuration has it. */
export const readTrustFile = (path: string): CommunityTrustSnapshot => readJsonFile(path, trustSchema);

export const readBundleFile = (path: string): SignedBundleWire => readJsonFile(path, bundleSchema);

export const communityTrust = ({ keys, ...rest }: CommunityTrustSnapshot): CommunityTrust => ({
    ...rest,
    keys: new Set(keys),
});

/** What decisions are made by: the bundle, verified against first trust; its refusal ends the command with exit code 3. */
export async function openTrust(
    signed: SignedBundleWire,
    trust: CommunityTrustSnapshot,
    { crypto, nowS }: ClearanceTools,
    pin?: BundlePin,
): Promise<TrustContext> {
    const atS = nowS();
    const accepted = await acceptBundle(signed, communityTrust(trust), pin, atS, crypto);
    if (!accepted.ok) throw foldRefusal(accepted.error);
    return { crypto, bundle: accepted.value, policies: bundlePolicies(accepted.value), lists: new Map(), nowS: atS };
}

/** A code of the clearance package, which is the failure's own code too. */
export const foldRefusal = ({ code }: Refusal): CommandFailure =>
    new CommandFailure(code, exitCodes.refused, "failure.refused", { code });
