import {
    type BundleWire,
    type ClaimName,
    DEFAULT_PAD,
    isClaimName,
    type PublicJwk,
    policyDigests,
    policyFacts,
    thumbprintOf,
} from "@valise/clearance";
import { type PolicyRegistry, parseClearance } from "@valise/labels";
import { z } from "zod";
import { badUsage } from "../output/CommandFailure.ts";
import type { ClearanceTools } from "./clearanceTools.ts";

const DAY_S = 86_400;
const urn = z.string().regex(/^urn:[!-~]{3,250}$/);
const keyFiles = z.array(z.string().min(1)).min(1).max(16);

/** What a community writes down about itself; key files by path, of which only the clear part is read. */
export const bundleDraftSchema = z.strictObject({
    community: urn,
    communityKeys: keyFiles,
    threshold: z.int().min(1).max(16),
    days: z.int().min(1).max(366),
    /** `FR/S`: keys of rooms of this level and above stay out of key backups; at most one level a policy. */
    deviceOnly: z.array(z.string()).max(16).optional(),
    /** By policy, `{"FR": ["lvl:DR", "cat:REL.FRA"]}`: what holders show to partners without being asked. */
    preApproved: z.record(z.string(), z.array(z.custom<ClaimName>(isClaimName)).min(1).max(64)).optional(),
    agencies: z
        .array(
            z.strictObject({
                id: urn,
                name: z.string().min(1).max(128),
                servers: z.array(z.string()).min(1),
                rootKeys: keyFiles,
                statusKeys: keyFiles,
                statusLists: z.array(urn).min(1),
                /** Highest level per policy, `FR/TS`; a policy not named may not be attested. */
                maxLevels: z.array(z.string()).min(1),
                rootDays: z.int().min(1).max(7300),
                crisis: z.boolean(),
            }),
        )
        .min(1),
});
export type BundleDraft = z.output<typeof bundleDraftSchema>;

/** Builds the payload that community keys sign. `keyOf` reads the public key of a key file. */
export async function buildBundle(
    draft: BundleDraft,
    seq: number,
    keyOf: (path: string, purpose: "community" | "root" | "status") => PublicJwk,
    { crypto, registry, nowS }: ClearanceTools,
): Promise<BundleWire> {
    const iat = nowS();
    const named = (paths: readonly string[], purpose: "root" | "status") =>
        Promise.all(
            paths.map(async (path) => {
                const jwk = keyOf(path, purpose);
                return { kid: await thumbprintOf(crypto, jwk), jwk };
            }),
        );
    const agencies = draft.agencies.map(async (agency): Promise<BundleWire["agencies"][number]> => {
        const window = { nbf: iat - DAY_S, exp: iat + agency.rootDays * DAY_S };
        const roots = (await named(agency.rootKeys, "root")).map((root) => ({ ...root, ...window }));
        const statusKeys = (await named(agency.statusKeys, "status")).map(({ kid, jwk }) => [kid, jwk]);
        return {
            ...{ id: agency.id, name: agency.name, hs: agency.servers, roots },
            maxLvl: Object.fromEntries(agency.maxLevels.map((level) => levelRef(level, registry))),
            pad: DEFAULT_PAD,
            statusUris: agency.statusLists,
            statusKeys: Object.fromEntries(statusKeys),
        };
    });
    return {
        ...{ v: 1, community: draft.community, seq, iat, exp: iat + draft.days * DAY_S },
        keys: draft.communityKeys.map((path) => keyOf(path, "community")),
        agencies: await Promise.all(agencies),
        ...withRules(policyFacts(registry, await policyDigests(registry.policies, crypto)), draft, registry),
        statusFloors: {},
        crisis: draft.agencies.filter(({ crisis }) => crisis).map(({ id }) => id),
    };
}

type PolicyFacts = ReturnType<typeof policyFacts>;

function withRules(facts: PolicyFacts, draft: BundleDraft, registry: PolicyRegistry): PolicyFacts {
    const policies = { ...facts.policies };
    const rule = (pol: string, change: Partial<PolicyFacts["policies"][string]>, value: string) => {
        const before = policies[pol];
        if (before === undefined) throw badUsage("usage.clearance", { value });
        policies[pol] = { ...before, ...change };
    };
    for (const text of draft.deviceOnly ?? []) {
        const [pol, deviceOnly] = levelRef(text, registry);
        rule(pol, { deviceOnly }, text);
    }
    for (const [id, preApproved] of Object.entries(draft.preApproved ?? {}))
        rule(registry.policy(id)?.urn ?? "", { preApproved }, id);
    return { ...facts, policies };
}

/** `FR/TS` as policy URN and level. */
export function levelRef(text: string, registry: PolicyRegistry): readonly [pol: string, lvl: string] {
    const parsed = parseClearance(text, registry);
    const policy = parsed.ok ? registry.policy(parsed.value.policy) : undefined;
    if (!parsed.ok || policy === undefined) throw badUsage("usage.clearance", { value: text });
    return [policy.urn, parsed.value.level];
}
