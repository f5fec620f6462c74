import { STATUS_REVOKED, STATUS_SUSPENDED, STATUS_VALID } from "../status/StatusLists.ts";
import type { Register } from "./Register.ts";

export interface StatusSaid {
    readonly value: 0 | 1 | 2;
    readonly atS: number;
}

const VALUES = { revoked: STATUS_REVOKED, suspended: STATUS_SUSPENDED, reinstated: STATUS_VALID } as const;

/** What officers said of each index, by uri; the last word counts, but nothing takes a revocation back (SPEC 12.5). */
export function statusesOf(...registers: readonly Register[]): ReadonlyMap<string, ReadonlyMap<number, StatusSaid>> {
    const entries = registers.flatMap((register) => register.entries).sort((a, b) => a.atS - b.atS);
    const byUri = new Map<string, Map<number, StatusSaid>>();
    for (const { atS, event } of entries) {
        if (event.kind !== "revoked" && event.kind !== "suspended" && event.kind !== "reinstated") continue;
        const said = byUri.get(event.uri) ?? new Map<number, StatusSaid>();
        byUri.set(event.uri, said);
        if (said.get(event.idx)?.value === STATUS_REVOKED) continue;
        said.set(event.idx, { value: VALUES[event.kind], atS });
    }
    return byUri;
}
