import type { ClearanceSnapshot, SessionSnapshot } from "@valise/bridge";

export const adminPlaces = ["plan", "drift", "links", "accounts", "leavers", "orphans", "retention", "audit"] as const;
export type AdminPlace = (typeof adminPlaces)[number];

/**
 * Whether the rail leads to the administrator's place: a clearance in force with the role, on a machine that is configured for
 * it. The engine asks again at every command, and the homeserver after it.
 */
export const mayAdminister = (clearance: ClearanceSnapshot | null, session: SessionSnapshot | null): boolean =>
    clearance?.state === "held" &&
    clearance.claims.includes("role:ADMIN") &&
    (session?.agency?.adminUrl ?? null) !== null;
