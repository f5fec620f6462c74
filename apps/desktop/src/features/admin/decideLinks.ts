import type { LinkSnapshot } from "@valise/bridge";

/** One's own server's way to a partner, and when one's own client last heard of it. */
export interface LinkRow extends LinkSnapshot {
    readonly heardMs: number | null;
}

/** Where a link that fails is broken, by what else is known from here. */
export type LinkFault =
    /** Its people were heard since: its server is up, and one direction is cut. */
    | "way"
    /** Others are reached: one's own way out works. */
    | "there"
    /** Nobody is reached, of several. */
    | "here"
    | "unknown";

/** The server says since when it fails and this device when it heard: their clocks may differ by so much. */
const CLOCKS_MS = 60_000;

/**
 * Says of each link that fails where to look first. What passes between two other servers is not known from here, so nothing is
 * concluded from it.
 */
export function findFaults(rows: readonly LinkRow[]): readonly { readonly row: LinkRow; readonly fault: LinkFault }[] {
    const failing = rows.filter(({ state }) => state === "failing");
    const isReached = rows.some(({ state }) => state === "ok");
    return failing.map((row) => {
        const { heardMs, failingSinceMs } = row;
        if (heardMs !== null && failingSinceMs !== null && heardMs > failingSinceMs + CLOCKS_MS)
            return { row, fault: "way" };
        if (isReached) return { row, fault: "there" };
        return { row, fault: failing.length > 1 ? "here" : "unknown" };
    });
}
