import { dirname, join, resolve } from "node:path";
import { systemClock } from "@valise/base";
import { DIRECTORY_COPY, formatDirectoryCopy } from "@valise/provisioning";
import { createDirectories } from "../ldap/createDirectories.ts";
import { directorySecrets } from "../ldap/directorySecrets.ts";
import { badUsage } from "../output/CommandFailure.ts";
import { readManifest } from "../provisioning/readManifest.ts";
import { writeTextFile } from "../trust/textFiles.ts";
import type { Context } from "./Context.ts";

export interface ReadLdapOptions {
    readonly ldapSecretFile?: readonly string[];
    readonly out?: string;
}

/**
 * `valise ldap FILE`: reads the directories that a manifest names and writes who is in them beside it, for the app (provisioning
 * SPEC 1.13). All of them to their end or nothing; it holds no password, and only who wrote it reads it.
 */
export async function readLdap(
    context: Context,
    path: string,
    { ldapSecretFile, out }: ReadLdapOptions,
): Promise<void> {
    const directories = createDirectories(directorySecrets(context, ldapSecretFile));
    const { loaded } = await readManifest(context, path, directories);
    if (loaded.directories.length === 0) throw badUsage("usage.noDirectory", {});
    const file = resolve(out ?? join(dirname(resolve(path)), DIRECTORY_COPY));
    const readAtMs = systemClock.nowMs();
    writeTextFile(file, formatDirectoryCopy(loaded.directories, readAtMs));
    const read = loaded.directories.map(({ agency, accounts }) => ({ agency, accounts: accounts.length }));
    const { words } = context.output;
    const lines = read.map(({ agency, accounts }) => words("ldap.read", { agency, count: accounts }));
    context.output.data({ file, readAtMs, directories: read }, [...lines, file].join("\n"));
}
