import type { ManifestOutline } from "@valise/bridge";
import { accountKey, type Desired, type ManifestFile } from "@valise/provisioning";

/** What a tree of the manifest shows; `serverName` is whose server is planned for here. */
export function buildOutline(
    { agencies, accounts, rooms, records, statements }: Desired,
    files: readonly ManifestFile[],
    serverName: string,
): ManifestOutline {
    const people = Map.groupBy(accounts, ({ agency }) => agency);
    return {
        files: files.map(({ path, kind }) => ({ path, kind })),
        agencies: agencies.map(({ id, name, server }) => ({
            ...{ id, name, serverName: server, isOwn: server === serverName, accounts: people.get(id)?.length ?? 0 },
        })),
        entries: [
            ...rooms.map(({ key, kind, agency, space, title }) => ({ key, kind, agency, space, title })),
            ...records.map(({ key, agency, title }) => {
                const kind = key.startsWith("groups/") ? ("group" as const) : ("duty" as const);
                return { key, kind, agency, space: null, title };
            }),
            ...statements.map(({ key, kind, agency, title }) => ({ key, kind, agency, space: null, title })),
        ],
    };
}

/** In which file of the manifest a key stands; null of what is in it no more. */
export function fileOfKey(desired: Desired): (key: string) => string | null {
    const { agencies, accounts, rooms, records, statements } = desired;
    const known = new Set([
        ...agencies.map(({ id }) => `agencies/${id}`),
        ...accounts.map(({ userId }) => accountKey(userId)),
        ...[...rooms, ...records, ...statements].map(({ key }) => key),
    ]);
    return (key) => (known.has(key) ? desired.locate(key).file : null);
}
