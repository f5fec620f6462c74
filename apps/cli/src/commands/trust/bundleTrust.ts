import { dirname, resolve } from "node:path";
import { countersignBundle, type SignedBundleWire, type Signer, signBundle, thumbprintOf } from "@valise/clearance";
import { badUsage } from "../../output/CommandFailure.ts";
import { buildBundle, bundleDraftSchema } from "../../trust/buildBundle.ts";
import { type ClearanceTools, createClearanceTools } from "../../trust/clearanceTools.ts";
import { readKeyFile, unlockKey } from "../../trust/keyFiles.ts";
import { showBundle } from "../../trust/showBundle.ts";
import { readJsonFile, writeTextFile } from "../../trust/textFiles.ts";
import { readBundleFile } from "../../trust/trustFile.ts";
import type { Context } from "../Context.ts";

export interface BundleOptions {
    readonly draft?: string;
    readonly previous?: string;
    readonly countersign?: string;
    readonly keyFile: readonly string[];
    readonly passphraseFile?: string;
    readonly out: string;
}

/** Builds a bundle from a draft and signs it, or adds signatures to one that others have signed. */
export async function bundleTrust(context: Context, options: BundleOptions): Promise<void> {
    if ((options.draft === undefined) === (options.countersign === undefined)) throw badUsage("usage.bundle");
    const tools = await createClearanceTools(context.env);
    const signers: Signer[] = [];
    for (const path of options.keyFile) {
        signers.push(await unlockKey(path, "community", options.passphraseFile, tools));
    }
    const signed =
        options.draft === undefined
            ? await countersign(readBundleFile(options.countersign ?? ""), signers, tools)
            : await build(options.draft, options.previous, signers, tools);
    writeTextFile(options.out, `${JSON.stringify(signed)}\n`, 0o644);
    const shown = showBundle(signed);
    const first = await firstTrust(options.draft, shown.seq, tools);
    const { seq, signatures } = shown;
    context.output.data({ seq, signatures, file: options.out, ...first }, `${seq}\t${signatures.join(",")}`);
}

async function build(
    draftFile: string,
    previous: string | undefined,
    signers: readonly Signer[],
    tools: ClearanceTools,
): Promise<SignedBundleWire> {
    const draft = readJsonFile(draftFile, bundleDraftSchema);
    const seq = previous === undefined ? 1 : showBundle(readBundleFile(previous)).seq + 1;
    const keyOf = (path: string, purpose: "community" | "root" | "status") =>
        readKeyFile(resolve(dirname(draftFile), path), purpose).jwk;
    return signBundle(await buildBundle(draft, seq, keyOf, tools), signers, tools.crypto);
}

async function countersign(
    signed: SignedBundleWire,
    signers: readonly Signer[],
    { crypto }: ClearanceTools,
): Promise<SignedBundleWire> {
    let current = signed;
    for (const signer of signers) current = await countersignBundle(current, signer, crypto);
    return current;
}

/** What goes into the managed configuration of every client. */
async function firstTrust(draftFile: string | undefined, floorSeq: number, { crypto }: ClearanceTools) {
    if (draftFile === undefined) return {};
    const { community, communityKeys, threshold } = readJsonFile(draftFile, bundleDraftSchema);
    const files = communityKeys.map((path) => readKeyFile(resolve(dirname(draftFile), path), "community"));
    const keys = await Promise.all(files.map(({ jwk }) => thumbprintOf(crypto, jwk)));
    return { trust: { community, keys, threshold, floorSeq } };
}
