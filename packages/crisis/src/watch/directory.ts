import { err, ok, type Result } from "@valise/base";
import { authorsWith, type VerifiedStatement } from "@valise/clearance";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { type DirectoryWire, directorySchema } from "./wire.ts";

/** Attested role that signs duty rosters and templates (protocol 1). */
export const DIRECTORY_ROLE = "DIRECTORY";

export type DirectoryRefusal =
    | WireRefusal
    /** No signer shows `role:DIRECTORY` of the agency that the payload speaks for. */
    | { readonly kind: "not-of-the-directory" };

/** One part of an agency's directory, its signature proven. */
export interface DirectoryPart extends DirectoryWire {
    readonly digest: string;
}

/** Reads a verified `directory` statement (SPEC 13.1). */
export function readDirectory(statement: VerifiedStatement): Result<DirectoryPart, DirectoryRefusal> {
    const parsed = parseWire(directorySchema, statement.payload);
    if (!parsed.ok) return parsed;
    if (authorsWith(statement, DIRECTORY_ROLE, [parsed.value.agency]).length === 0)
        return err({ kind: "not-of-the-directory" });
    return ok({ ...parsed.value, digest: statement.digest });
}

export type DirectoryRole = DirectoryWire["roles"][number] & { readonly agency: string };

/** What all agencies say of their posts, duty roles and people. */
export interface Directory {
    role(agency: string, id: string): DirectoryRole | undefined;
    readonly roles: readonly DirectoryRole[];
    postOf(sub: string): string | undefined;
    /** Deputies of a person: their own, and those of the duty roles they hold now. */
    deputiesOf(sub: string, held: readonly DirectoryRole[]): readonly string[];
    /** An agency's people by user id; without those whom only a duty role names. */
    peopleOf(agency: string): readonly DirectoryWire["people"][number][];
    postName(agency: string, id: string): DirectoryWire["posts"][number]["names"] | undefined;
}

/**
 * The directory that these parts make, in whatever order they came (SPEC 13.2): of each part the highest `seq`, ties by digest.
 * A role or person that two parts of one agency name is taken from the part whose name sorts first.
 */
export function directoryOf(parts: readonly DirectoryPart[]): Directory {
    const newest = new Map<string, DirectoryPart>();
    for (const part of parts) {
        const key = `${part.agency} ${part.part}`;
        const known = newest.get(key);
        if (known === undefined || isNewer(part, known)) newest.set(key, part);
    }
    const roles = new Map<string, DirectoryRole>();
    const people = new Map<string, DirectoryWire["people"][number] & { readonly agency: string }>();
    const posts = new Map<string, DirectoryWire["posts"][number]["names"]>();
    for (const [, part] of [...newest].sort(([a], [b]) => (a < b ? -1 : 1))) {
        for (const role of part.roles) setOnce(roles, `${part.agency} ${role.id}`, { ...role, agency: part.agency });
        for (const person of part.people) setOnce(people, person.sub, { ...person, agency: part.agency });
        for (const { id, names } of part.posts) setOnce(posts, `${part.agency} ${id}`, names);
    }
    return {
        roles: [...roles.values()],
        role: (agency, id) => roles.get(`${agency} ${id}`),
        postOf: (sub) => people.get(sub)?.post,
        postName: (agency, id) => posts.get(`${agency} ${id}`),
        deputiesOf: (sub, held) => {
            const all = [...(people.get(sub)?.deputies ?? []), ...held.flatMap(({ deputies }) => deputies)];
            return [...new Set(all)].filter((deputy) => deputy !== sub);
        },
        peopleOf: (agency) => [...people.values()].filter((person) => person.agency === agency),
    };
}

const isNewer = (a: DirectoryPart, b: DirectoryPart): boolean =>
    a.seq > b.seq || (a.seq === b.seq && a.digest > b.digest);

function setOnce<T>(map: Map<string, T>, key: string, value: T): void {
    if (!map.has(key)) map.set(key, value);
}
