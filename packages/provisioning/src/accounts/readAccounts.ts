import { err, ok, type Result } from "@valise/base";
import { type DirectoryCopies, digestOfSource, type ReadDirectory } from "../directory/directoryCopy.ts";
import { isInClear } from "../directory/directorySchema.ts";
import { type DirectoryUse, directoryRefusal, readDirectory } from "../directory/readDirectory.ts";
import { limits } from "../manifest/limits.ts";
import type { ManifestRefusal, ManifestRule } from "../manifest/ManifestRefusal.ts";
import { type AccountSource, isAccountSource, type Manifest } from "../manifest/manifestSchema.ts";
import type { YamlFile } from "../manifest/readYaml.ts";
import type { Directories } from "../ports/Directories.ts";
import type { ManifestFiles } from "../ports/ManifestFiles.ts";
import type { AccountEntry } from "./AccountEntry.ts";
import { fileRefusal, readAccountFile } from "./readAccountFile.ts";

export interface AccountSources {
    readonly files: ManifestFiles;
    readonly directories: Directories | DirectoryCopies | "passed-over";
}

export interface ReadAccounts {
    readonly accounts: readonly AccountEntry[];
    readonly unread: ReadonlySet<string>;
    readonly directories: readonly ReadDirectory[];
}

type Refusals = readonly ManifestRefusal[];

/** Accounts of all files in their order, those in account files and directories included. */
export async function readAccounts(
    sources: AccountSources,
    parts: readonly { readonly yaml: YamlFile; readonly manifest: Manifest }[],
): Promise<Result<ReadAccounts, Refusals>> {
    const accounts: AccountEntry[] = [];
    const unread = new Set<string>();
    const directories: ReadDirectory[] = [];
    const named: Named = {
        agencies: new Set(parts.flatMap(({ manifest }) => Object.keys(manifest.agencies))),
        groups: new Set(parts.flatMap(({ manifest }) => Object.keys(manifest.groups))),
    };
    for (const { yaml, manifest } of parts) {
        for (const [index, entry] of manifest.accounts.entries()) {
            const at = yaml.locate(["accounts", index]);
            if (!isAccountSource(entry)) {
                accounts.push({ ...entry, at });
                continue;
            }
            if (entry.ldap !== undefined && sources.directories === "passed-over") unread.add(entry.agency);
            const room = limits.accounts - accounts.length;
            const read = await readSource(sources, entry, { at, room, named, what: `accounts.${index}` });
            if (!read.ok) return read;
            for (const account of read.value.accounts) accounts.push(account);
            if (read.value.directory !== undefined) directories.push(read.value.directory);
        }
    }
    return ok({ accounts, unread, directories });
}

interface SourceUse extends Pick<DirectoryUse, "at" | "room"> {
    readonly named: Named;
    readonly what: string;
}
/** What a source may refer to. */
interface Named {
    readonly agencies: ReadonlySet<string>;
    readonly groups: ReadonlySet<string>;
}

/** The accounts of one source, and of a directory how it was read. */
interface ReadSource {
    readonly accounts: readonly AccountEntry[];
    readonly directory?: ReadDirectory;
}

async function readSource(
    sources: AccountSources,
    { agency, csv, scim, ldap }: AccountSource,
    { at, room, named, what }: SourceUse,
): Promise<Result<ReadSource, Refusals>> {
    if ([csv, scim, ldap].filter((said) => said !== undefined).length !== 1)
        return err([{ ...at, rule: "wrong-value", detail: what }]);
    if (ldap !== undefined) {
        const wrong = findUnknown(named, agency, Object.keys(ldap.groups));
        if (wrong !== undefined) return err([{ ...at, rule: "unknown-reference", detail: wrong }]);
        return readLdap(sources, { agency, source: ldap, at, room });
    }
    const kind = csv === undefined ? "scim" : "csv";
    const read = await readAccountFile(sources.files, { file: csv ?? scim ?? "", kind, agency }, room);
    return read.ok ? ok({ accounts: read.value }) : err([read.error]);
}

/** Before a directory is asked: a name that leads nowhere. */
function findUnknown({ agencies, groups }: Named, agency: string, keys: readonly string[]): string | undefined {
    if (!agencies.has(agency)) return `agencies.${agency}`;
    const unknown = keys.find((key) => !groups.has(key));
    return unknown && `groups.${unknown}`;
}

async function readLdap(sources: AccountSources, use: DirectoryUse): Promise<Result<ReadSource, Refusals>> {
    const { agency, source, at, room } = use;
    const { directories } = sources;
    const refused = (rule: ManifestRule, detail: string) => err([{ ...at, rule, detail }]);
    if (isInClear(source)) return refused("directory-in-clear", source.url);
    if (directories === "passed-over") return ok({ accounts: [] });
    const digest = digestOfSource(agency, source);
    if ("find" in directories) {
        const copy = directories.find(agency, digest);
        if (!copy.ok) return err([{ ...at, detail: source.url, ...copy.error }]);
        if (copy.value.accounts.length > room) return refused("too-many", String(limits.accounts));
        return ok({ accounts: copy.value.accounts.map((each) => ({ ...each, at })), directory: copy.value });
    }
    const read = await readFrom(sources.files, directories, use);
    if (!read.ok) return read;
    const accounts = read.value.map(({ at: _its, ...account }) => account);
    return ok({ accounts: read.value, directory: { agency, source: digest, readAtMs: null, accounts } });
}

async function readFrom(
    files: ManifestFiles,
    directories: Directories,
    use: DirectoryUse,
): Promise<Result<readonly AccountEntry[], Refusals>> {
    const { agency, source, at } = use;
    const { url, startTls, bind = null } = source;
    let ca: string | null = null;
    if (source.ca !== undefined) {
        const text = await files.read(source.ca, limits.authorityBytes);
        if (!text.ok) return err([fileRefusal(source.ca, text.error)]);
        ca = text.value;
    }
    const opened = await directories.open({ agency, url, startTls, ca, bind });
    if (!opened.ok) return err([directoryRefusal(at, opened.error, url)]);
    await using directory = opened.value;
    return await readDirectory(directory, use);
}
