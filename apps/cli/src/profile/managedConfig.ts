import { dirname } from "node:path";
import { type AgencySnapshot, agencySchema, type CommunityTrustSnapshot, communityTrustSchema } from "@valise/bridge";
import { findRunningStack } from "@valise/homeserver";
import { z } from "zod";
import { readJsonFile } from "../trust/textFiles.ts";
import type { Profile } from "./Profile.ts";

const configSchema = z.looseObject({
    version: z.literal(1),
    agencies: z.array(agencySchema).min(1).max(64),
    trust: communityTrustSchema.nullable().default(null),
});

/** What an engine is started with: agencies and first trust. */
export interface ManagedConfig {
    readonly agencies: AgencySnapshot[];
    readonly trust: CommunityTrustSnapshot | null;
}

/** The same file that an administrator writes for the desktop app. */
export function readConfig(path: string): ManagedConfig {
    const { agencies, trust } = readJsonFile(path, configSchema);
    return { agencies, trust };
}

/** From the managed configuration the account was signed in with, else from the stack that runs around it. */
export function managedConfig({ agency, configFile, dir, userId }: Profile): ManagedConfig {
    if (configFile !== null) {
        const { agencies, trust } = readConfig(configFile);
        return { agencies: [agencies.find(({ serverName }) => serverName === agency.serverName) ?? agency], trust };
    }
    const stack = findRunningStack(dirname(dirname(dir)));
    const known = stack?.findUser(userId)?.agency;
    if (stack === undefined || known === undefined) return { agencies: [agency], trust: null };
    const { steward, trust } = known;
    return { agencies: [{ ...agency, steward, trust }], trust: stack.ready.trust };
}
