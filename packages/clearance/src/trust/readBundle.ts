import { ok, type Result } from "@valise/base";
import type { ClaimName } from "../attestation/claimNames.ts";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { thumbprintOf } from "../crypto/jwk.ts";
import type { JsonObject } from "../encoding/strictJson.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { type BundleWire, bundleWireSchema } from "./bundleWire.ts";
import type { TrustBundle, TrustedAgency } from "./TrustBundle.ts";

const hasRepeats = (values: readonly string[]): boolean => new Set(values).size !== values.length;

function toAgency(wire: BundleWire["agencies"][number]): TrustedAgency {
    return {
        id: wire.id,
        name: wire.name,
        hs: new Set(wire.hs),
        roots: new Map(wire.roots.map((root) => [root.kid, root])),
        maxLvl: new Map(Object.entries(wire.maxLvl)),
        pad: wire.pad,
        statusUris: new Set(wire.statusUris),
        statusKeys: new Map(Object.entries(wire.statusKeys)),
    };
}

/** Two levels that exist, of two policies; sets mapped only to sets of their kind, or what closes could come to open. */
function isRelationSound(
    { from, to, sets }: BundleWire["relations"][number],
    policies: BundleWire["policies"],
): boolean {
    const [source, target] = [policies[from.pol], policies[to.pol]];
    if (source === undefined || target === undefined || from.pol === to.pol) return false;
    if (!source.levels.includes(from.lvl) || !target.levels.includes(to.lvl)) return false;
    return Object.entries(sets).every(([a, b]) => source.sets[a] !== undefined && source.sets[a] === target.sets[b]);
}

/** Rules name levels and sets that exist: a slip there would back up, or ask, where nobody meant it. */
function areRulesSound({ levels, sets, deviceOnly, preApproved = [] }: BundleWire["policies"][string]): boolean {
    const isKnown = (claim: ClaimName) => {
        const name = claim.slice(claim.indexOf(":") + 1);
        if (claim.startsWith("lvl:")) return levels.includes(name);
        return !claim.startsWith("cat:") || Object.hasOwn(sets, name.slice(0, name.indexOf(".")));
    };
    return (deviceOnly === undefined || levels.includes(deviceOnly)) && preApproved.every(isKnown);
}

/** Names shared by two agencies would let one speak for the other; names of nothing would trust by accident. */
function contradiction(wire: BundleWire): string | undefined {
    const { agencies } = wire;
    const levels = (pol: string) => wire.policies[pol]?.levels ?? [];
    const ids = agencies.map(({ id }) => id);
    if (hasRepeats(ids)) return "agencies";
    if (hasRepeats(agencies.flatMap(({ hs }) => hs))) return "hs";
    if (hasRepeats(agencies.flatMap(({ statusUris }) => statusUris))) return "statusUris";
    if (hasRepeats(agencies.flatMap(({ statusKeys }) => Object.keys(statusKeys)))) return "statusKeys";
    if (hasRepeats(agencies.flatMap(({ roots }) => roots.map(({ kid }) => kid)))) return "roots";
    if (Object.values(wire.policies).some((policy) => hasRepeats(policy.levels))) return "levels";
    const caps = agencies.flatMap(({ maxLvl }) => Object.entries(maxLvl));
    if (!Object.values(wire.policies).every(areRulesSound)) return "policies";
    if (!caps.every(([pol, lvl]) => levels(pol).includes(lvl))) return "maxLvl";
    if (!wire.relations.every((relation) => isRelationSound(relation, wire.policies))) return "relations";
    if (hasRepeats(wire.relations.map(({ from, to }) => JSON.stringify([from.pol, from.lvl, to.pol]))))
        return "relations";
    if (!wire.crisis.every((id) => ids.includes(id))) return "crisis";
    return wire.exp <= wire.iat ? "exp" : undefined;
}

/** Every key id is the thumbprint of its key: a chain is cached by key id, so a wrong one must never enter. */
async function areKeyIdsTrue(crypto: ClearanceCrypto, wire: BundleWire): Promise<boolean> {
    const named = wire.agencies.flatMap(({ roots, statusKeys }) => [
        ...roots.map(({ kid, jwk }) => [kid, jwk] as const),
        ...Object.entries(statusKeys),
    ]);
    const checks = named.map(async ([kid, jwk]) => kid === (await thumbprintOf(crypto, jwk)));
    return (await Promise.all(checks)).every(Boolean);
}

/** Reads a bundle's payload and its inner consistency (SPEC 4.2). Who signed it is checked in `acceptBundle`. */
export async function readBundle(
    payload: JsonObject,
    digest: string,
    crypto: ClearanceCrypto,
): Promise<Result<{ bundle: TrustBundle; wire: BundleWire }, Refusal>> {
    const parsed = bundleWireSchema.safeParse(payload);
    if (!parsed.success) return refuse("TRUST_SHAPE", parsed.error.issues[0]?.path.join("."));
    const wire = parsed.data;
    const wrong = contradiction(wire);
    if (wrong !== undefined) return refuse("TRUST_SHAPE", wrong);
    if (!(await areKeyIdsTrue(crypto, wire))) return refuse("TRUST_SHAPE", "kid");
    const bundle: TrustBundle = {
        ...{ community: wire.community, seq: wire.seq, iat: wire.iat, exp: wire.exp, digest },
        agencies: new Map(wire.agencies.map((agency) => [agency.id, toAgency(agency)])),
        policies: new Map(
            Object.entries(wire.policies).map(([id, { levels, sets, digest: document, deviceOnly, preApproved }]) => [
                id,
                {
                    ...{ levels, sets: new Map(Object.entries(sets)), digest: document },
                    ...{ deviceOnly: deviceOnly ?? null, preApproved: new Set(preApproved) },
                },
            ]),
        ),
        relations: wire.relations.map(({ from, to, sets }) => ({ from, to, sets: new Map(Object.entries(sets)) })),
        statusFloors: new Map(Object.entries(wire.statusFloors)),
        crisis: new Set(wire.crisis),
    };
    return ok({ bundle, wire });
}
