import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { draftManifest, type FoundServer } from "@valise/provisioning";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { findServers, type ServerOptions } from "../provisioning/findServers.ts";
import { readManifest } from "../provisioning/readManifest.ts";
import { serverFailure } from "../provisioning/serverFailure.ts";
import { writeTextFile } from "../trust/textFiles.ts";
import type { Context } from "./Context.ts";

export interface ImportOptions extends ServerOptions {
    readonly out: string;
}

/** `valise import FILE`: a manifest of the servers that FILE names, as they are. Changes nothing, on no server. */
export async function importServers(context: Context, path: string, options: ImportOptions): Promise<void> {
    const { desired } = await readManifest(context, path, "passed-over");
    const servers = findServers(context, desired, options);
    const found: FoundServer[] = [];
    for (const agency of desired.agencies) {
        const server = servers.get(agency.id);
        if (server === undefined) continue;
        const [observed, rooms] = [
            await server.observe({ identitiesOf: [], suspensionOf: [] }),
            await server.handMadeRooms(),
        ];
        if (!observed.ok) throw serverFailure(agency.id, observed.error);
        if (!rooms.ok) throw serverFailure(agency.id, rooms.error);
        found.push({ agency, accounts: observed.value.accounts, rooms: rooms.value });
    }
    const files = draftManifest(desired.community, found);
    const folder = resolve(options.out);
    for (const name of files.keys())
        if (existsSync(join(folder, name)))
            throw new CommandFailure("file-exists", exitCodes.badUsage, "usage.fileExists", {
                path: join(folder, name),
            });
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeTextFile(join(folder, name), text, 0o644);
    const names = [...files.keys()].sort();
    context.output.data({ folder, files: names }, names.join("\n"));
}
