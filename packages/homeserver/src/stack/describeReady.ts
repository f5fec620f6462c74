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
const readyAgency = z.object({
    id: z.string(),
    name: z.string(),
    serverName: z.string(),
    clientUrl: z.string(),
    adminUrl: z.string(),
    adminTokenFile: z.string(),
    users: z.array(readyUser),
});
export const readyLineSchema = z.object({
    ready: z.literal(true),
    web: z.string().nullable(),
    agencies: z.array(readyAgency),
    caFile: z.string(),
    proxyControlUrl: z.string(),
    proxyControlTokenFile: z.string(),
});

export type ReadyUser = z.output<typeof readyUser>;
export type ReadyAgency = z.output<typeof readyAgency>;
/** The JSON line of `npm start -- --headless --json`: a public interface. Paths of secrets, never the secrets. */
export type ReadyLine = z.output<typeof readyLineSchema>;

export function describeReady(
    description: StackDescription,
    layout: StackLayout,
    ports: StackPorts,
    webUrl: string | null,
): ReadyLine {
    return {
        ready: true,
        web: webUrl,
        agencies: description.agencies.map((agency) => describeAgency(agency, layout, ports)),
        caFile: layout.caFile,
        proxyControlUrl: `http://127.0.0.1:${ports.control}`,
        proxyControlTokenFile: layout.controlTokenFile,
    };
}

function describeAgency(
    agency: StackDescription["agencies"][number],
    layout: StackLayout,
    ports: StackPorts,
): ReadyAgency {
    const own = ports.agencies[agency.id];
    if (own === undefined) throw new Error(`agency ${agency.id} has no ports`);
    const files = layout.agency(agency.id);
    return {
        id: agency.id,
        name: agency.name,
        serverName: agency.serverName,
        clientUrl: `http://127.0.0.1:${own.client}`,
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
