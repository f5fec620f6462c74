import { z } from "zod";
import { type StackDescription, userIdOf } from "../description/stackDescription.ts";
import type { StackLayout } from "./layout.ts";
import type { StackPorts } from "./ports.ts";

const readyUser = z.object({
    userId: z.string(),
    displayName: z.string(),
    passwordFile: z.string(),
    recoveryFile: z.string(),
    roles: z.array(z.string()),
    clearance: z.string().nullable(),
});
const agencyTrust = z.object({ roomId: z.string(), agencyUrn: z.string(), officers: z.array(z.string()) });
const communityTrust = z.object({
    community: z.string(),
    keys: z.array(z.string()),
    threshold: z.number(),
    floorSeq: z.number(),
});
/** Made by whoever sets up the community; the stack only hands it on. Agencies by their ids here. */
export const stackTrustSchema = z.object({ community: communityTrust, agencies: z.record(z.string(), agencyTrust) });
const readyAgency = z.object({
    id: z.string(),
    name: z.string(),
    serverName: z.string(),
    clientUrl: z.string(),
    /** Additional creator of the rooms its people make. */
    steward: z.string().nullable(),
    trust: agencyTrust.nullable(),
    adminUrl: z.string(),
    adminTokenFile: z.string(),
    users: z.array(readyUser),
});
export const readyLineSchema = z.object({
    ready: z.literal(true),
    web: z.string().nullable(),
    agencies: z.array(readyAgency),
    /** First trust: what clients are configured with. */
    trust: communityTrust.nullable(),
    caFile: z.string(),
    proxyControlUrl: z.string(),
    proxyControlTokenFile: z.string(),
});

export type StackTrust = z.output<typeof stackTrustSchema>;
export type ReadyUser = z.output<typeof readyUser>;
export type ReadyAgency = z.output<typeof readyAgency>;
/** The JSON line of `npm start -- --headless --json`: a public interface. Paths of secrets, never the secrets. */
export type ReadyLine = z.output<typeof readyLineSchema>;

/** What others add to a running stack. */
export interface StackAdditions {
    readonly web: string | null;
    readonly trust: StackTrust | null;
}
export const NOTHING_ADDED: StackAdditions = { web: null, trust: null };

export function describeReady(
    description: StackDescription,
    layout: StackLayout,
    ports: StackPorts,
    { web, trust }: StackAdditions,
): ReadyLine {
    return {
        ready: true,
        web,
        agencies: description.agencies.map((agency) => {
            return describeAgency(agency, layout, ports, trust?.agencies[agency.id] ?? null);
        }),
        trust: trust?.community ?? null,
        caFile: layout.caFile,
        proxyControlUrl: `http://127.0.0.1:${ports.control}`,
        proxyControlTokenFile: layout.controlTokenFile,
    };
}

function describeAgency(
    agency: StackDescription["agencies"][number],
    layout: StackLayout,
    ports: StackPorts,
    trust: ReadyAgency["trust"],
): ReadyAgency {
    const own = ports.agencies[agency.id];
    if (own === undefined) throw new Error(`agency ${agency.id} has no ports`);
    const files = layout.agency(agency.id);
    const steward = agency.users.find(({ roles }) => roles.includes("steward"));
    return {
        id: agency.id,
        name: agency.name,
        serverName: agency.serverName,
        clientUrl: `http://127.0.0.1:${own.client}`,
        steward: steward === undefined ? null : userIdOf(agency, steward),
        trust,
        adminUrl: `http://127.0.0.1:${own.admin}`,
        adminTokenFile: files.adminTokenFile,
        users: agency.users.map((user) => ({
            userId: userIdOf(agency, user),
            displayName: user.displayName,
            passwordFile: files.passwordFile(user.localpart),
            recoveryFile: files.recoveryFile(user.localpart),
            roles: user.roles,
            clearance: user.clearance,
        })),
    };
}
