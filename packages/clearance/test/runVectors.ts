import { unwrap } from "@valise/base";
import {
    acceptBundle,
    acceptStatusList,
    type ClearanceCrypto,
    type CommunityTrust,
    type TrustBundle,
    verifyStatement,
} from "../src/index.ts";
import { acceptLists, trustContext } from "./trust.ts";
import type { BundleVector, BundleVectorFile } from "./vectors/bundleVectors.ts";
import type { StatementVector, StatementVectorFile } from "./vectors/statementVectors.ts";
import type { StatusVector, StatusVectorFile } from "./vectors/statusVectors.ts";

interface TrustFile {
    readonly nowS: number;
    readonly trust: Omit<CommunityTrust, "keys"> & { readonly keys: readonly string[] };
}

const trustOf = ({ trust }: TrustFile): CommunityTrust => ({ ...trust, keys: new Set(trust.keys) });
const bundles = new WeakMap<object, Map<string, Promise<TrustBundle>>>();

/** The file's bundle as a client took it, once for each implementation. */
function bundleOf(file: TrustFile & { readonly bundle: unknown }, crypto: ClearanceCrypto): Promise<TrustBundle> {
    const known = bundles.get(file) ?? new Map<string, Promise<TrustBundle>>();
    bundles.set(file, known);
    const bundle =
        known.get(crypto.name) ?? acceptBundle(file.bundle, trustOf(file), undefined, file.nowS, crypto).then(unwrap);
    known.set(crypto.name, bundle);
    return bundle;
}

/** What a vector ends with: `ok` or a code. */
export async function runStatus(
    file: StatusVectorFile,
    { token, pin }: StatusVector,
    crypto: ClearanceCrypto,
): Promise<string> {
    const bundle = await bundleOf(file, crypto);
    const verdict = await acceptStatusList(token, () => pin, { bundle, crypto, nowS: file.nowS });
    return verdict.ok ? "ok" : verdict.error.code;
}

export async function runBundle(
    file: BundleVectorFile,
    vector: BundleVector,
    crypto: ClearanceCrypto,
): Promise<string> {
    const trust = trustOf(file);
    const { bundle, pin, community = trust.community, floorSeq = trust.floorSeq } = vector;
    const verdict = await acceptBundle(bundle, { ...trust, community, floorSeq }, pin, file.nowS, crypto);
    return verdict.ok ? "ok" : verdict.error.code;
}

export async function runStatement(
    file: StatementVectorFile,
    vector: StatementVector,
    crypto: ClearanceCrypto,
): Promise<string> {
    const bundle = await bundleOf(file, crypto);
    const lists = await acceptLists(file.lists[vector.lists ?? "fresh"], bundle, file.nowS, crypto);
    const context = await trustContext(bundle, lists, crypto, vector.nowS ?? file.nowS);
    const verdict = await verifyStatement(vector.statement, vector.kind, vector.audience ?? file.audience, context);
    return verdict.ok ? "ok" : verdict.error.code;
}
