import type { BroadcastWire } from "./wire.ts";

/** A person as far as broadcasts ask: from the directory and the person's attestation. */
export interface Addressee {
    readonly sub: string;
    readonly agency: string;
    readonly post?: string | undefined;
    /** Duty roles held now. */
    readonly roles: readonly string[];
}

/**
 * Whether a broadcast is addressed to someone (SPEC 3.6): of one of its agencies, if it names any, and in one of its posts or
 * duty roles, if it names any of those. Empty lists address the whole channel.
 */
export function isAddressed({ audience }: BroadcastWire, person: Addressee): boolean {
    const { agencies, posts, roles } = audience;
    const byAgency = agencies.length === 0 || agencies.includes(person.agency);
    const byPlace =
        (posts.length === 0 && roles.length === 0) ||
        (person.post !== undefined && posts.includes(person.post)) ||
        person.roles.some((role) => roles.includes(role));
    return byAgency && byPlace;
}
