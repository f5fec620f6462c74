import type { AgencySnapshot } from "@valise/bridge";

export interface ListedOfficer {
    readonly userId: string;
    readonly agency: AgencySnapshot;
}

/** Whom the managed configuration names for each agency: no homeserver adds anybody to them. */
export function officersOf(agencies: readonly AgencySnapshot[]): readonly ListedOfficer[] {
    return agencies.flatMap((agency) => (agency.trust?.officers ?? []).map((userId) => ({ userId, agency })));
}
