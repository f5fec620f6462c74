import { err, ok, type Result } from "@valise/base";
import type { PolicyRegistry } from "@valise/labels";
import { limits } from "../manifest/limits.ts";
import type { LoadedManifest } from "../manifest/loadManifest.ts";
import { isSafetyRule, type ManifestRefusal, type Position } from "../manifest/ManifestRefusal.ts";
import { userOfKey } from "../plan/accountKey.ts";
import { byCodeUnit, sortedUnique } from "./compare.ts";
import {
    type Desired,
    type DesiredAccount,
    type DesiredAgency,
    type DesiredRecord,
    STEWARD,
    urnOfAgency,
} from "./Desired.ts";
import { isGuest } from "./guests.ts";
import { createLabelReader } from "./readLabels.ts";
import { type People, resolvePeople } from "./resolvePeople.ts";
import { resolveRooms } from "./resolveRooms.ts";
import { resolveStatements } from "./resolveStatements.ts";
import type { Scope } from "./scope.ts";
import { serverOf } from "./serverOf.ts";

/**
 * Follows every reference of a manifest, fills in what it leaves open, and holds it against the safety rules (acceptance
 * G07). Mistakes of form are told before unsafe wishes, since the latter may follow from the former.
 */
export function resolveManifest(
    loaded: LoadedManifest,
    registry: PolicyRegistry,
): Result<Desired, readonly ManifestRefusal[]> {
    const refusals: ManifestRefusal[] = [];
    const refuse = (refusal: ManifestRefusal) => void refusals.push(refusal);
    const labels = createLabelReader(registry);
    const people = resolvePeople(loaded, refuse);
    const scope: Scope = { loaded, people, labels, refuse };
    const agencies = resolveAgencies(scope);
    const accounts = resolveAccounts(scope);
    const desired: Desired = {
        community: loaded.manifest.community ?? "",
        revision: loaded.manifest.revision ?? null,
        agencies,
        servers: {
            allow: loaded.manifest.federation?.allow ?? null,
            limits: loaded.manifest.limits ?? {},
        },
        accounts,
        rooms: resolveRooms(scope),
        records: resolveRecords(scope),
        statements: resolveStatements(scope),
        locate: createLocator(loaded, people),
    };
    if (refusals.length === 0) return ok(desired);
    const form = refusals.filter(({ rule }) => !isSafetyRule(rule));
    return err((form.length > 0 ? form : refusals).slice(0, limits.refusals));
}

/** An account may stand in a file of its own; a directory is made of its agency's duties. */
function createLocator({ accounts, locate }: LoadedManifest, people: People): (key: string) => Position {
    let byUser: ReadonlyMap<string, Position> | undefined;
    return (key) => {
        const userId = userOfKey(key);
        if (userId === undefined) return locate(key.replace(/^directories\//, "duties/").split("/"));
        byUser ??= new Map(accounts.map(({ agency, user, at }) => [people.userIdIn(agency, user), at]));
        return byUser.get(userId) ?? locate(["accounts"]);
    };
}

function resolveAgencies({ loaded, labels, refuse }: Scope): readonly DesiredAgency[] {
    const { manifest, locate } = loaded;
    if (manifest.community === undefined) refuse({ ...locate([]), rule: "missing-field", detail: "community" });
    const servers = new Map<string, string>();
    const all = Object.entries(manifest.agencies).sort(([a], [b]) => byCodeUnit(a, b));
    if (all.length === 0) refuse({ ...locate([]), rule: "missing-field", detail: "agencies" });
    for (const [id, { server, ceiling }] of all) {
        if (servers.has(server))
            refuse({ ...locate(["agencies", id, "server"]), rule: "defined-twice", detail: server });
        servers.set(server, id);
        if (ceiling !== undefined && labels.read(ceiling) === undefined)
            refuse({ ...locate(["agencies", id, "ceiling"]), rule: "label-invalid", detail: ceiling });
    }
    return all.map(([id, { name, server }]) => ({
        id,
        urn: urnOfAgency(id),
        name,
        server,
        steward: `@${STEWARD}:${server}`,
    }));
}

function resolveAccounts(scope: Scope): readonly DesiredAccount[] {
    const { loaded, people, labels, refuse } = scope;
    const moved = new Set<string>();
    const found = new Map<string, DesiredAccount>();
    for (const { at, ...entry } of loaded.accounts) {
        if (loaded.manifest.agencies[entry.agency] === undefined) {
            refuse({ ...at, rule: "unknown-reference", detail: `agencies.${entry.agency}` });
            continue;
        }
        const userId = people.userIdIn(entry.agency, entry.user);
        if (found.has(userId)) refuse({ ...at, rule: "defined-twice", detail: userId });
        if (isGuest(entry.user) && entry.expires === undefined)
            refuse({ ...at, rule: "guest-without-end", detail: userId });
        if (entry.user === STEWARD) refuse({ ...at, rule: "wrong-value", detail: STEWARD });
        if (entry.clearance !== undefined && labels.read(entry.clearance) === undefined)
            refuse({ ...at, rule: "label-invalid", detail: entry.clearance });
        found.set(userId, {
            userId,
            agency: entry.agency,
            displayName: entry.name,
            state: entry.state,
            groups: sortedUnique(entry.groups),
            clearance: entry.clearance ?? null,
            expires: entry.expires ?? null,
            from: readFrom(entry.from, entry.agency, { at, moved, scope }),
            isListed: entry.listed,
        });
    }
    return [...found.values()].sort((a, b) => byCodeUnit(a.userId, b.userId));
}

/** A move of agency: from another agency of the manifest, and to one place only (SPEC 1.14). */
function readFrom(
    from: string | undefined,
    agency: string,
    { at, moved, scope }: { readonly at: Position; readonly moved: Set<string>; readonly scope: Scope },
): string | null {
    if (from === undefined) return null;
    const server = serverOf(from);
    const isElsewhere = Object.entries(scope.loaded.manifest.agencies).some(
        ([id, other]) => id !== agency && other.server === server,
    );
    if (!isElsewhere) scope.refuse({ ...at, rule: "unknown-reference", detail: from });
    if (moved.has(from)) scope.refuse({ ...at, rule: "defined-twice", detail: from });
    moved.add(from);
    return from;
}

/** Groups and duties: kept in the register of their agency, so that the next plan can say who came and went. */
function resolveRecords({ loaded, people, refuse }: Scope): readonly DesiredRecord[] {
    const { manifest, locate } = loaded;
    const records: DesiredRecord[] = [];
    const checked = (agency: string, path: readonly string[]): boolean => {
        if (manifest.agencies[agency] !== undefined) return true;
        refuse({ ...locate(path), rule: "unknown-reference", detail: `agencies.${agency}` });
        return false;
    };
    for (const [key, { agency }] of Object.entries(manifest.groups)) {
        if (!checked(agency, ["groups", key, "agency"])) continue;
        records.push({ key: `groups/${key}`, agency, title: key, value: { members: people.groups.get(key) ?? [] } });
    }
    for (const [agency, posts] of Object.entries(manifest.duties)) {
        if (!checked(agency, ["duties", agency])) continue;
        for (const [post, duty] of Object.entries(posts)) {
            const record = dutyRecord(people, agency, post, duty);
            const guest = [record.value.holders, record.value.deputies].flat().find((user) => isGuest(String(user)));
            if (guest !== undefined)
                refuse({ ...locate(["duties", agency, post]), rule: "guest-with-power", detail: String(guest) });
            records.push(record);
        }
    }
    return records.sort((a, b) => byCodeUnit(a.key, b.key));
}

function dutyRecord(
    people: People,
    agency: string,
    post: string,
    duty: { readonly title: string; readonly holders: readonly string[]; readonly deputies: readonly string[] },
): DesiredRecord {
    const path = ["duties", agency, post];
    const holders = people.resolve(duty.holders, agency, [...path, "holders"]);
    const deputies = people.resolve(duty.deputies, agency, [...path, "deputies"]);
    return {
        key: `duties/${agency}/${post}`,
        agency,
        title: duty.title,
        value: { title: duty.title, holders, deputies },
    };
}
