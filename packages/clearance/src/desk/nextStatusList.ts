import type { AcceptedStatusList } from "../status/StatusLists.ts";
import { STATUS_REVOKED, STATUS_SUSPENDED } from "../status/StatusLists.ts";
import type { StatusListRequest } from "../status/signStatusList.ts";
import { STATUS_SLOTS } from "../status/statusBits.ts";
import type { Register } from "./Register.ts";
import { type StatusSaid, statusesOf } from "./statusesOf.ts";

export interface NextListParts {
    readonly agency: string;
    readonly uri: string;
    /** The newest list that is published; undefined before the first. */
    readonly published: Pick<AcceptedStatusList, "seq" | "iat" | "valueAt"> | undefined;
    readonly registers: readonly Register[];
    /** The bundle's floor for this uri. */
    readonly floorSeq: number;
    readonly nowS: number;
    readonly lifetimeS: number;
    readonly ttlS: number;
}

/**
 * The next status list: what is published, made stricter by what the registers say (SPEC 12.5). Nothing published is
 * loosened because a register does not know it: a suspension ends only by a reinstatement that is not older than the
 * published list, a revocation never. `seq` goes up by one; time never goes back.
 */
export function nextStatusList(parts: NextListParts): StatusListRequest {
    const { agency, uri, published, registers, floorSeq, nowS, lifetimeS, ttlS } = parts;
    const said = statusesOf(...registers).get(uri) ?? new Map<number, StatusSaid>();
    const statuses = new Map<number, 0 | 1 | 2>();
    for (let idx = 0; idx < STATUS_SLOTS; idx++) {
        const value = merge(published?.valueAt(idx) ?? 0, said.get(idx), published?.iat ?? 0);
        if (value !== 0) statuses.set(idx, value);
    }
    const issuedAtS = Math.max(nowS, published?.iat ?? 0);
    const seq = Math.max((published?.seq ?? 0) + 1, floorSeq, 1);
    return { agency, uri, seq, issuedAtS, expiresAtS: issuedAtS + lifetimeS, ttlS, statuses };
}

/** Whether the registers say anything that the published list does not carry yet. */
export function hasUnpublished(parts: Pick<NextListParts, "uri" | "published" | "registers">): boolean {
    const { uri, published, registers } = parts;
    const said = statusesOf(...registers).get(uri) ?? new Map<number, StatusSaid>();
    return [...said].some(([idx, word]) => {
        const before = published?.valueAt(idx) ?? 0;
        return merge(before, word, published?.iat ?? 0) !== before;
    });
}

function merge(published: number, said: StatusSaid | undefined, publishedAtS: number): 0 | 1 | 2 {
    if (published === STATUS_REVOKED || said?.value === STATUS_REVOKED) return STATUS_REVOKED;
    if (said?.value === STATUS_SUSPENDED) return STATUS_SUSPENDED;
    if (published === 0) return 0;
    return said !== undefined && said.atS >= publishedAtS ? 0 : STATUS_SUSPENDED;
}
