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
    const open = [from];
    const met = new Set<string>();
    for (let link = open.pop(); link !== undefined; link = open.pop()) {
        if (link.seq <= target.seq) continue;
        for (const digest of link.prev) {
            if (digest === target.digest) return true;
            const ancestor = links.get(digest);
            // An unknown one has a lower number than `link`; only one above the target's can have it as ancestor.
            if (ancestor === undefined && link.seq - 1 > target.seq) return true;
            if (ancestor === undefined || ancestor.seq >= link.seq || met.has(digest)) continue;
            met.add(digest);
            open.push(ancestor);
        }
    }
    return false;
}
