import { unwrap } from "@valise/base";
import {
    type AcceptedStatusList,
    acceptBundle,
    acceptStatusList,
    bundlePolicies,
    type ClearanceCrypto,
    createVerificationCache,
    gateNonce,
    parseGate,
    type TrustBundle,
    type TrustContext,
    type VerificationCache,
    verifyPresentation,
} from "../src/index.ts";
import type { PresentationVector, PresentationVectorFile, Situation } from "./vectors/presentationVectors.ts";

const DAY_S = 86_400;

/** Takes a named list as a client did when it was fresh. */
async function acceptedLists(
    file: PresentationVectorFile,
    name: string,
    context: Omit<TrustContext, "lists" | "policies">,
) {
    const lists = new Map<string, AcceptedStatusList>();
    for (const token of file.lists[name] ?? []) {
        const fresh = await acceptStatusList(token, () => undefined, { ...context, nowS: file.nowS });
        const list = fresh.ok
            ? fresh.value
            : unwrap(await acceptStatusList(token, () => undefined, { ...context, nowS: file.nowS - 2 * DAY_S }));
        lists.set(list.uri, list);
    }
    return lists;
}

const bundlesOf = new WeakMap<ClearanceCrypto, Map<string, Promise<TrustBundle>>>();

/** A named bundle as a client took it, once for each implementation. */
function acceptedBundle(file: PresentationVectorFile, name: string, crypto: ClearanceCrypto): Promise<TrustBundle> {
    const known = bundlesOf.get(crypto) ?? new Map<string, Promise<TrustBundle>>();
    bundlesOf.set(crypto, known);
    const trust = { ...file.trust, keys: new Set(file.trust.keys) };
    const takenAtS = name === "expired" ? file.nowS - 2 * DAY_S : file.nowS;
    const bundle = known.get(name) ?? acceptBundle(file.bundles[name], trust, undefined, takenAtS, crypto).then(unwrap);
    known.set(name, bundle);
    return bundle;
}

async function verdictUnder(
    file: PresentationVectorFile,
    vector: PresentationVector,
    situation: Situation,
    crypto: ClearanceCrypto,
    cache: VerificationCache,
): Promise<string> {
    const nowS = situation.nowS ?? file.nowS;
    const bundle = await acceptedBundle(file, situation.bundle ?? "main", crypto);
    const lists = await acceptedLists(file, situation.lists ?? "fresh", { crypto, bundle, nowS });
    const context: TrustContext = { crypto, bundle, policies: bundlePolicies(bundle), lists, nowS, cache };
    const text = file.gates[situation.gate ?? "main"] ?? "";
    const gate = parseGate(text);
    if (gate === undefined) throw new Error("the vector's gate does not read");
    const expected = {
        audience: file.room,
        bindings: [{ nonce: await gateNonce(crypto, text), notBeforeS: gate.iat }],
        atS: nowS,
        sender: vector.sender,
        asks: { label: gate, roles: gate.present.role === undefined ? [] : [gate.present.role] },
    };
    const verdict = await verifyPresentation(vector.presentation, expected, context);
    return verdict.ok ? "ok" : verdict.error.code;
}

/** What verifying a vector ends with: `ok` or a code. Uses nothing of the runtime but what is passed in. */
export async function runPresentation(
    file: PresentationVectorFile,
    vector: PresentationVector,
    crypto: ClearanceCrypto,
): Promise<{ before: string | undefined; after: string }> {
    const cache = createVerificationCache();
    const { cachedUnder } = vector;
    const before =
        cachedUnder &&
        (await verdictUnder(file, vector, { gate: vector.gate, ...cachedUnder } as Situation, crypto, cache));
    return { before, after: await verdictUnder(file, vector, vector, crypto, cache) };
}
