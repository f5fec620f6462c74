import type { Addressee } from "../broadcast/audience.ts";
import type { Directory, DirectoryRole } from "./directory.ts";
import { type Handover, watchOf } from "./handover.ts";

/** The duty roles that each person holds now, of all agencies (SPEC 13.5). */
export function rolesHeld(
    directory: Directory,
    handovers: readonly Handover[],
): ReadonlyMap<string, readonly DirectoryRole[]> {
    const held = new Map<string, DirectoryRole[]>();
    for (const role of directory.roles) {
        const holder = watchOf(handovers, role.agency, role.id)?.holder;
        if (holder !== undefined && role.eligible.includes(holder))
            held.set(holder, [...(held.get(holder) ?? []), role]);
    }
    return held;
}

/** An agency's people as broadcasts, coverage and roll calls ask for them: post by the directory, duty roles held now. */
export function addresseesOf(
    directory: Directory,
    handovers: readonly Handover[],
    agency: string,
): ReadonlyMap<string, Addressee> {
    const held = rolesHeld(directory, handovers);
    const named = directory.peopleOf(agency).map(({ sub }) => sub);
    const onDuty = [...held].filter(([, roles]) => roles.some((role) => role.agency === agency)).map(([sub]) => sub);
    return new Map(
        [...new Set([...named, ...onDuty])].map((sub) => {
            const roles = (held.get(sub) ?? []).filter((role) => role.agency === agency);
            const post = directory.postOf(sub) ?? roles.find((role) => role.post !== undefined)?.post;
            return [sub, { sub, agency, ...(post !== undefined && { post }), roles: roles.map(({ id }) => id) }];
        }),
    );
}
