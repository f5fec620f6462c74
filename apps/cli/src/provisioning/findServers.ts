import { resolve } from "node:path";
import { systemClock } from "@valise/base";
import { defaultDataDir, findRunningStack } from "@valise/homeserver";
import { createAgencyServer } from "@valise/matrix/provisioning";
import type { AgencyServer, Desired } from "@valise/provisioning";
import { checkAddress } from "../commands/arguments.ts";
import type { Context } from "../commands/Context.ts";
import { badUsage } from "../output/CommandFailure.ts";
import { readSecret } from "../profile/secretFiles.ts";
import { readPair } from "./readPair.ts";

export interface ServerOptions {
    /** `mfa=https://admin.mfa.example` */
    readonly server?: readonly string[];
    /** `mfa=/run/secrets/mfa-admin` */
    readonly adminTokenFile?: readonly string[];
    /** Agencies to manage; the others are partners. */
    readonly agency?: readonly string[];
}

interface Address {
    readonly adminUrl: string;
    readonly tokenFile: string;
}

/** The servers that are managed: those named on the command line, and those of the stack that runs here. */
export function findServers(
    context: Context,
    desired: Desired,
    options: ServerOptions,
    initialPassword?: (userId: string) => string,
): ReadonlyMap<string, AgencyServer> {
    const given = readAddresses(options);
    const stack = findRunningStack(resolve(context.data ?? defaultDataDir(context.env)));
    const servers = new Map<string, AgencyServer>();
    for (const name of [...given.keys(), ...(options.agency ?? [])])
        if (!desired.agencies.some(({ id }) => id === name)) throw badUsage("usage.unknownAgency", { value: name });
    for (const { id, server: serverName } of desired.agencies) {
        if (options.agency !== undefined && !options.agency.includes(id)) continue;
        const local = stack?.ready.agencies.find((agency) => agency.serverName === serverName);
        const found = given.get(id) ?? (local && { adminUrl: local.adminUrl, tokenFile: local.adminTokenFile });
        if (found === undefined) continue;
        const parts = {
            adminUrl: found.adminUrl,
            adminToken: readSecret(found.tokenFile),
            serverName,
            community: desired.community,
            fetch,
            clock: systemClock,
        };
        servers.set(id, createAgencyServer(initialPassword === undefined ? parts : { ...parts, initialPassword }));
    }
    if (servers.size === 0) throw badUsage("usage.noManagedServer");
    return servers;
}

function readAddresses({ server = [], adminTokenFile = [] }: ServerOptions): ReadonlyMap<string, Address> {
    const files = new Map(adminTokenFile.map(readPair));
    const addresses = new Map<string, Address>();
    for (const [id, url] of server.map(readPair)) {
        checkAddress(url);
        const tokenFile = files.get(id);
        if (tokenFile === undefined) throw badUsage("usage.adminTokenFile", { value: id });
        addresses.set(id, { adminUrl: url, tokenFile });
    }
    return addresses;
}
