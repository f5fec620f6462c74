import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput } from "@valise/bridge";
import { decodeBase64Url, parseStrictJson, type TrustBundle, type TrustedAgency } from "@valise/clearance";
import { displayMarking, type PolicyRegistry } from "@valise/labels";
import { asArray, asObject, asString } from "../../json.ts";
import type { Clearances } from "../createClearances.ts";
import { failureOf } from "../holder/refusals.ts";

type TrustShown = EngineOutput<"readTrust">;

/** The bundle in use as people read it: agencies with their roots and ceilings, policies, lists, and who signed. */
export function readTrust({ community, configured }: Clearances): Result<TrustShown, EngineFailure> {
    const context = community.context();
    if (context === null) return err(failureOf({ code: "TRUST_MISSING" }));
    const { bundle, lists } = context;
    const { registry } = community;
    const { seq, iat, exp, digest } = bundle;
    const agencies = [...bundle.agencies.values()].map((agency) => ({
        ...{ id: agency.id, name: agency.name, servers: [...agency.hs] },
        roots: [...agency.roots.values()].map(({ kid, nbf, exp: untilS }) => {
            return { kid, fromMs: nbf * 1000, untilMs: untilS * 1000 };
        }),
        ceilings: ceilingsOf(agency, registry),
        lists: [...agency.statusUris].map((uri) => {
            const list = lists.get(uri);
            const times = { issuedAtMs: list && list.iat * 1000, expiresAtMs: list && list.exp * 1000 };
            return { uri, seq: list?.seq ?? null, ...orNull(times) };
        }),
        statusKeys: [...agency.statusKeys.keys()],
        callsInCrisis: bundle.crisis.has(agency.id),
    }));
    return ok({
        ...{ community: bundle.community, seq, issuedAtMs: iat * 1000, expiresAtMs: exp * 1000, digest },
        ...{ signedBy: signersOf(community.newest().bundle), threshold: configured.community?.threshold ?? 1 },
        ...{ agencies, policies: policiesOf(bundle, registry), equals: equalsOf(bundle, registry) },
    });
}

const orNull = ({ issuedAtMs, expiresAtMs }: { issuedAtMs: number | undefined; expiresAtMs: number | undefined }) => ({
    issuedAtMs: issuedAtMs ?? null,
    expiresAtMs: expiresAtMs ?? null,
});

function ceilingsOf({ maxLvl }: TrustedAgency, registry: PolicyRegistry): string[] {
    return [...maxLvl].map(([pol, lvl]) => levelText(pol, lvl, registry));
}

function policiesOf({ policies }: TrustBundle, registry: PolicyRegistry): TrustShown["policies"] {
    return [...policies].map(([urn, { levels, digest }]) => {
        const policy = registry.policyByUrn(urn);
        return { name: policy?.id ?? urn, levels: levels.length, digest, known: policy !== undefined };
    });
}

function equalsOf({ relations }: TrustBundle, registry: PolicyRegistry): TrustShown["equals"] {
    return relations.map(({ from, to }) => ({
        from: levelText(from.pol, from.lvl, registry),
        to: levelText(to.pol, to.lvl, registry),
    }));
}

/** In the policy's own words; where its document is not known here, as the bundle names it. */
function levelText(pol: string, level: string, registry: PolicyRegistry): string {
    const policy = registry.policyByUrn(pol);
    return policy === undefined
        ? `${pol} ${level}`
        : displayMarking({ policy: policy.id, level, categories: {} }, registry).text;
}

/** Thumbprints in the protected headers: the bundle was accepted by them before. */
function signersOf(wire: unknown): string[] {
    return asArray(asObject(wire)?.signatures).flatMap((each) => {
        const bytes = decodeBase64Url(asString(asObject(each)?.protected) ?? "");
        const header = bytes === undefined ? undefined : parseStrictJson(new TextDecoder().decode(bytes));
        return asString(asObject(header)?.kid) ?? [];
    });
}
