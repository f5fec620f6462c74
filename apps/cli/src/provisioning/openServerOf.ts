import { systemClock } from "@valise/base";
import type { ActInput } from "@valise/provisioning";
import type { Context } from "../commands/Context.ts";
import { badUsage } from "../output/CommandFailure.ts";
import { findServers, type ServerOptions } from "./findServers.ts";
import { readManifest } from "./readManifest.ts";
import { thisProcess } from "./thisProcess.ts";

export interface ActOptions extends ServerOptions {
    readonly breakLock?: boolean;
}

/** The homeserver of someone's agency by the manifest, to act there by hand; one that is not managed here is bad usage. */
export async function openServerOf(
    context: Context,
    path: string,
    userId: string,
    { breakLock = false, ...options }: ActOptions,
    initialPassword?: (userId: string) => string,
): Promise<{ readonly agency: string; readonly act: ActInput }> {
    const { desired } = await readManifest(context, path, "passed-over");
    const agency = desired.agencies.find(({ server }) => userId.endsWith(`:${server}`))?.id ?? "";
    const server = findServers(context, desired, options, initialPassword).get(agency);
    if (server === undefined) throw badUsage("usage.noManagedServer");
    return { agency, act: { server, claimant: { ...thisProcess(), breakLock }, clock: systemClock } };
}
