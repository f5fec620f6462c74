import type { ReadyAgency, ReadyUser } from "@valise/homeserver";

/** What the demonstration's duties come to as attested roles (protocol 1). */
const rolesOf: Readonly<Record<string, readonly string[]>> = {
    "desk-officer": ["ADMIT"],
    "duty-officer": ["ADMIT", "CHARTER", "RELEASE", "GLASS", "WATCH.DUTY"],
    crisis: ["ADMIT", "BROADCAST", "CHARTER", "CRISIS", "WATCH.DUTY"],
    administrator: ["ADMIN"],
    "security-officer": ["ADMIT", "CHARTER", "DIRECTORY", "GLASS", "RELEASE"],
};

/** Everything an officer of the demonstration may attest beside levels. */
export const demoGrant = {
    maxLevel: "FR/TS",
    categories: ["REL=FRA,DEU", "MENTION=SF"],
    roles: [...new Set(Object.values(rolesOf).flat())].sort(),
} as const;

export const attestedRoles = ({ roles }: ReadyUser): string[] =>
    [...new Set(roles.flatMap((role) => rolesOf[role] ?? []))].sort();

export const officersOf = ({ users }: ReadyAgency): ReadyUser[] =>
    users.filter(({ roles }) => roles.includes("security-officer"));

/** The account that publishes trust data. */
export function trustServiceOf({ id, users }: ReadyAgency): ReadyUser {
    const found = users.find(({ roles }) => roles.includes("trust-service"));
    if (found === undefined) throw new Error(`the demonstration: agency ${id} has no trust service`);
    return found;
}

export const demoAgencyUrn = (id: string): string => `urn:valise:agency:${id}`;
export const demoListUri = (id: string): string => `urn:valise:sl:${id}:1`;

/** Who may broadcast, open emergency rooms and hold their agency's watch. */
export const crisisPeopleOf = ({ users }: ReadyAgency): ReadyUser[] =>
    users.filter(({ roles }) => roles.includes("crisis"));

const accounts = ["steward", "trust-service", "administrator"];
/** Everybody who takes part in a crisis: not the accounts that nobody sits at, and not who keeps the servers. */
export const personsOf = ({ users }: ReadyAgency): ReadyUser[] =>
    users.filter(({ roles }) => !roles.some((role) => accounts.includes(role)));
