import { dominates, type PolicyRegistry, parseClearance, parseLabel } from "@valise/labels";
import type { Desired } from "../desired/Desired.ts";

/** What a person would have of one room, were the manifest applied and signed. */
export interface SimulatedRoom {
    readonly key: string;
    readonly title: string;
    readonly label: string | null;
    /** `may-join`: not a member, and free to come by a space. */
    readonly membership: "member" | "may-join";
    /** By the clearance that the manifest expects; attestations decide in the end. */
    readonly reads: "yes" | "no" | "unknown";
}

/** "What would this person be able to read?": every room that lets them in, sorted by key (SPEC 1.7). */
export function simulateAccess(desired: Desired, userId: string, registry: PolicyRegistry): readonly SimulatedRoom[] {
    const stated = desired.accounts.find((account) => account.userId === userId)?.clearance ?? null;
    const spaces = new Set(
        desired.rooms.filter(({ kind, members }) => kind === "space" && members.includes(userId)).map(({ key }) => key),
    );
    return desired.rooms.flatMap(({ key, title, label, members, settings }): SimulatedRoom[] => {
        const { join } = settings;
        const isMember = members.includes(userId);
        if (!isMember && !(join.kind === "spaces" && join.spaces.some((space) => spaces.has(space)))) return [];
        const membership = isMember ? "member" : "may-join";
        return [{ key, title, label, membership, reads: readsLabel(stated, label, registry) }];
    });
}

function readsLabel(clearance: string | null, label: string | null, registry: PolicyRegistry): SimulatedRoom["reads"] {
    if (label === null) return "yes";
    if (clearance === null) return "unknown";
    const [holds, asks] = [parseClearance(clearance, registry), parseLabel(label, registry)];
    return holds.ok && asks.ok && dominates(holds.value, asks.value, registry).ok ? "yes" : "no";
}
