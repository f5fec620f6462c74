import type { SignedBundleWire } from "@valise/clearance";
import { z } from "zod";
import { badUsage } from "../output/CommandFailure.ts";

const policy = z.object({
    digest: z.string(),
    deviceOnly: z.string().nullable().default(null),
    preApproved: z.array(z.string()).default([]),
});

const shownSchema = z.object({
    community: z.string(),
    seq: z.int(),
    iat: z.number(),
    exp: z.number(),
    agencies: z.array(
        z.object({
            id: z.string(),
            name: z.string(),
            hs: z.array(z.string()),
            roots: z.array(z.object({ kid: z.string(), exp: z.number() })),
            maxLvl: z.record(z.string(), z.string()),
            statusUris: z.array(z.string()),
            statusKeys: z.record(z.string(), z.unknown()),
        }),
    ),
    policies: z.record(z.string(), policy),
    crisis: z.array(z.string()),
});

/** What a bundle says, for people; nothing of it is verified here. */
export function showBundle({ payload, signatures }: SignedBundleWire) {
    const read = (text: string): unknown => {
        try {
            return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
        } catch {
            return undefined;
        }
    };
    const shown = shownSchema.safeParse(read(payload));
    if (!shown.success) throw badUsage("usage.bundleUnreadable");
    const kids = signatures.map(
        (each) => z.object({ kid: z.string() }).safeParse(read(each.protected)).data?.kid ?? "?",
    );
    const { community, seq, iat, exp, agencies, policies, crisis } = shown.data;
    return {
        ...{ community, seq, signatures: kids, crisis, policies: Object.keys(policies) },
        issued: new Date(iat * 1000).toISOString(),
        rules: Object.entries(policies)
            .map(([id, { deviceOnly, preApproved }]) => ({ policy: id, deviceOnly, preApproved }))
            .filter(({ deviceOnly, preApproved }) => deviceOnly !== null || preApproved.length > 0),
        expires: new Date(exp * 1000).toISOString(),
        agencies: agencies.map(({ id, name, hs, roots, maxLvl, statusUris, statusKeys }) => ({
            ...{ id, name, servers: hs, roots: roots.map(({ kid }) => kid), maxLevels: maxLvl },
            ...{ statusLists: statusUris, statusKeys: Object.keys(statusKeys) },
        })),
    };
}
