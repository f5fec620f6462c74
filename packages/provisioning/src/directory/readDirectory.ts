import { err, ok, type Result } from "@valise/base";
import type { AccountEntry } from "../accounts/AccountEntry.ts";
import { limits } from "../manifest/limits.ts";
import type { ManifestRefusal, ManifestRule, Position } from "../manifest/ManifestRefusal.ts";
import type { Directory, DirectoryEntry, DirectoryRefusal } from "../ports/Directories.ts";
import type { DirectorySource } from "./directorySchema.ts";
import { normalDn } from "./distinguishedName.ts";
import { parsePerson, personAttributes, valuesOf } from "./parsePerson.ts";

/** Where a directory stands in the manifest, and whose it is. */
export interface DirectoryUse {
    readonly agency: string;
    readonly source: DirectorySource;
    readonly at: Position;
    /** How many accounts it may hold. */
    readonly room: number;
}

const rules = {
    unreachable: "directory-unreachable",
    untrusted: "directory-untrusted",
    credentials: "directory-credentials",
    incomplete: "directory-incomplete",
    "no-such-entry": "unknown-reference",
    "not-here": "directory-not-here",
} as const satisfies Record<DirectoryRefusal["kind"], ManifestRule>;

export const directoryRefusal = (at: Position, { kind }: DirectoryRefusal, detail: string): ManifestRefusal => ({
    ...at,
    rule: rules[kind],
    detail,
});

/**
 * The accounts that a directory holds, each with its groups. All of it or nothing: less would read as people who left. No value
 * of the directory goes into a question to it, so none can widen one.
 */
export async function readDirectory(
    directory: Directory,
    use: DirectoryUse,
): Promise<Result<readonly AccountEntry[], readonly ManifestRefusal[]>> {
    const people = await readPeople(directory, use);
    if (!people.ok) return people;
    const groups = await readGroups(directory, use, people.value);
    if (!groups.ok) return err([groups.error]);
    const accounts = people.value.map(({ account }) => ({
        ...account,
        groups: groups.value.get(account.user) ?? [],
        at: use.at,
    }));
    return ok(accounts);
}

interface Person {
    readonly entry: DirectoryEntry;
    readonly dn: string;
    readonly account: Omit<AccountEntry, "at">;
}

async function readPeople(
    directory: Directory,
    { agency, source, at, room }: DirectoryUse,
): Promise<Result<readonly Person[], readonly ManifestRefusal[]>> {
    const people = new Map<string, Person>();
    const refusals: ManifestRefusal[] = [];
    const refuse = (detail: string) => void refusals.push({ ...at, rule: "directory-entry", detail });
    const query = {
        base: source.base,
        scope: source.scope,
        filter: `(&${source.filter}(${source.attributes.user}=*))`,
        attributes: personAttributes(source),
        pageSize: source.pageSize,
    };
    for await (const page of directory.search(query)) {
        if (!page.ok) return err([directoryRefusal(at, page.error, source.base)]);
        for (const entry of page.value) {
            const dn = normalDn(entry.dn);
            const account = parsePerson(entry, source, agency);
            if (!account.ok) refuse(`${entry.dn}: ${account.error}`);
            // Two names that differ by case alone could be taken for each other in a group.
            else if (dn === null || people.has(dn)) refuse(entry.dn);
            else people.set(dn, { entry, dn, account: account.value });
        }
        if (people.size > room) return err([{ ...at, rule: "too-many", detail: String(limits.accounts) }]);
        if (refusals.length >= limits.refusals) break;
    }
    if (refusals.length > 0) return err(refusals.slice(0, limits.refusals));
    // Nobody at all is a slip of the filter or of a right to read, not an agency that everybody left.
    if (people.size === 0) return err([{ ...at, rule: "directory-incomplete", detail: source.base }]);
    return ok([...people.values()]);
}

/** By local part: the manifest's groups that a person is in. Who is in a group and not among the people is nobody here. */
async function readGroups(
    directory: Directory,
    { source, at }: DirectoryUse,
    people: readonly Person[],
): Promise<Result<ReadonlyMap<string, string[]>, ManifestRefusal>> {
    const { membership, pageSize } = source;
    if (membership === "memberOf") return ok(new Map(namedByPeople(source, people)));
    const found = new Map<string, string[]>();
    const put = (user: string, key: string) => {
        const keys = found.get(user) ?? [];
        if (!keys.includes(key)) found.set(user, [...keys, key]);
    };
    const userOf = membersOf(people, membership);
    for (const [key, base] of Object.entries(source.groups)) {
        const query = { base, scope: "base", filter: "(objectClass=*)", attributes: [membership], pageSize } as const;
        for await (const page of directory.search(query)) {
            const where = `groups.${key}: ${base}`;
            if (!page.ok) return err(directoryRefusal(at, page.error, where));
            // A server that gives members in portions (`member;range=0-1499`) has more than it said.
            const names = page.value.flatMap(({ attributes }) => [...attributes.keys()]);
            if (names.some((name) => name.includes(";range=")))
                return err({ ...at, rule: "directory-incomplete", detail: where });
            const users = page.value.flatMap((entry) => valuesOf(entry, membership)).map(userOf);
            for (const user of users) if (user !== undefined) put(user, key);
        }
    }
    return ok(found);
}

/** What people are in by their own entries. */
function namedByPeople(source: DirectorySource, people: readonly Person[]): [string, string[]][] {
    const groups = Object.entries(source.groups).map(([key, base]) => [key, normalDn(base)] as const);
    return people.map(({ entry, account }) => {
        const names = new Set(valuesOf(entry, source.membership).map(normalDn));
        return [account.user, groups.filter(([, base]) => names.has(base)).map(([key]) => key)];
    });
}

/** Who is meant by a member's name; names are compared by what they mean, not as they are spelled. */
function membersOf(people: readonly Person[], membership: string): (member: string) => string | undefined {
    const users = new Map(people.map(({ dn, account: { user } }) => [membership === "memberUid" ? user : dn, user]));
    return (member) => users.get(membership === "memberUid" ? member.toLowerCase() : (normalDn(member) ?? ""));
}
