/** What is remembered of a charter's place among the others. Its digest covers both, so it needs no further proof. */
export interface CharterLink {
    readonly digest: string;
    readonly seq: number;
    readonly prev: readonly string[];
}

/**
 * Whether `from` descends from `target`, as far as the links known can tell. A link not known counts as a descent wherever
 * it could be one: only a charter that is surely no ancestor is a fork (SPEC 8.4).
 */
export function mayDescendFrom(
    links: ReadonlyMap<string, CharterLink>,
    from: CharterLink,
    target: CharterLink,
): boolean {
    if (from.seq <= target.seq) return false;
    return from.prev.some((digest) => {
        if (digest === target.digest) return true;
        const link = links.get(digest);
        // An unknown predecessor has a lower number than `from`; only one above the target's can have it as ancestor.
        if (link === undefined) return from.seq - 1 > target.seq;
        return link.seq < from.seq && mayDescendFrom(links, link, target);
    });
}
