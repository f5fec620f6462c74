import type { LoadedManifest } from "../manifest/loadManifest.ts";
import type { ManifestRefusal } from "../manifest/ManifestRefusal.ts";
import { sortedUnique } from "./compare.ts";
import { isGuest } from "./guests.ts";
import { serverOf } from "./serverOf.ts";

/** Follows references to people; what leads nowhere is noted and resolves to nobody. */
export interface People {
    readonly groups: ReadonlyMap<string, readonly string[]>;
    userIdIn(agency: string, ref: string): string;
    /** `path` says where the references stand; `agency` is whose local parts are meant. */
    resolve(refs: readonly string[], agency: string, path: readonly PropertyKey[]): readonly string[];
}

export function resolvePeople(loaded: LoadedManifest, refuse: (refusal: ManifestRefusal) => void): People {
    const { manifest, accounts, locate } = loaded;
    const unknown = (path: readonly PropertyKey[], detail: string) =>
        refuse({ ...locate(path), rule: "unknown-reference", detail });
    const servers = new Map(Object.entries(manifest.agencies).map(([id, { server }]) => [id, server]));
    const userIdIn = (agency: string, ref: string) =>
        ref.startsWith("@") ? ref : `@${ref}:${servers.get(agency) ?? "unknown.invalid"}`;
    const known = knownUsers(loaded, userIdIn);
    const serverNames = new Set(servers.values());

    const person = (agency: string, ref: string, path: readonly PropertyKey[]): readonly string[] => {
        const userId = userIdIn(agency, ref);
        const server = serverOf(userId);
        const ownList = [...servers].some(([id, name]) => name === server && known.listed.has(id));
        // Where a manifest lists an agency's accounts at all, a person who is not among them is a slip.
        if (!serverNames.has(server) || (ownList && !known.users.has(userId))) {
            unknown(path, ref);
            return [];
        }
        return [userId];
    };

    const groups = new Map<string, string[]>();
    for (const [key, group] of Object.entries(manifest.groups)) {
        const named = group.members.flatMap((ref, at) => person(group.agency, ref, ["groups", key, "members", at]));
        groups.set(key, named);
    }
    for (const account of accounts) {
        for (const key of account.groups) {
            const group = groups.get(key);
            if (group === undefined) refuse({ ...account.at, rule: "unknown-reference", detail: `groups.${key}` });
            else group.push(userIdIn(account.agency, account.user));
        }
    }
    const resolve: People["resolve"] = (refs, agency, path) =>
        sortedUnique(refs.flatMap((ref, at) => resolveOne(ref, agency, [...path, at])));

    const resolveOne = (ref: string, agency: string, path: readonly PropertyKey[]): readonly string[] => {
        const [kind, name] = ref.startsWith("@") ? ["", ""] : ref.split(":");
        if (kind === "group" && name !== undefined) return groups.get(name) ?? nobody(path, ref);
        if (kind === "agency" && name !== undefined)
            return servers.has(name) ? (known.byAgency.get(name) ?? []) : nobody(path, ref);
        if (kind !== "duty" || name === undefined) return person(agency, ref, path);
        const [dutyAgency = "", post = ""] = name.split("/");
        const duty = manifest.duties[dutyAgency]?.[post];
        if (duty === undefined) return nobody(path, ref);
        const where = ["duties", dutyAgency, post] as const;
        return [
            ...resolve(duty.holders.filter(isNoDuty), dutyAgency, [...where, "holders"]),
            ...resolve(duty.deputies.filter(isNoDuty), dutyAgency, [...where, "deputies"]),
        ];
    };
    const nobody = (path: readonly PropertyKey[], ref: string): readonly string[] => {
        unknown(path, ref);
        return [];
    };
    for (const [agency, posts] of Object.entries(manifest.duties)) {
        for (const [post, duty] of Object.entries(posts)) {
            const through = [...duty.holders, ...duty.deputies].find((ref) => !isNoDuty(ref));
            // A duty is held by people; one duty behind another would have no end of rounds.
            if (through !== undefined) unknown(["duties", agency, post], through);
        }
    }
    return { groups: new Map([...groups].map(([key, users]) => [key, sortedUnique(users)])), userIdIn, resolve };
}

const isNoDuty = (ref: string): boolean => !ref.startsWith("duty:");

function knownUsers({ accounts, unread }: LoadedManifest, userIdIn: People["userIdIn"]) {
    const byAgency = new Map<string, string[]>();
    const users = new Set<string>();
    for (const { agency, user } of accounts) {
        const userId = userIdIn(agency, user);
        users.add(userId);
        if (isGuest(user)) continue;
        const own = byAgency.get(agency);
        if (own === undefined) byAgency.set(agency, [userId]);
        else own.push(userId);
    }
    const listed = new Set(accounts.map(({ agency }) => agency).filter((agency) => !unread.has(agency)));
    return { byAgency, users, listed };
}
