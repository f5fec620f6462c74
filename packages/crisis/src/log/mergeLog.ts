import { headOf, type LogEntry } from "./LogEntry.ts";
import type { LogHead } from "./wire.ts";

/** What is wrong with the log of a crisis; each is shown, none hides an entry. */
export type LogFault =
    /** Entries that must be there, since a later one or a SITREP names them. */
    | { readonly kind: "missing"; readonly author: string; readonly fromSeq: number; readonly toSeq: number }
    /** An entry does not name the one before it. */
    | { readonly kind: "broken"; readonly author: string; readonly seq: number }
    /** An author has two entries at one place: two devices at once, or a second story. */
    | { readonly kind: "forked"; readonly author: string; readonly seq: number }
    /** An entry is dated before the one it follows. */
    | { readonly kind: "dated-back"; readonly author: string; readonly seq: number }
    /** A SITREP saw another entry at this place than we hold. */
    | { readonly kind: "other-than-seen"; readonly author: string; readonly seq: number; readonly seenBy: string };

export interface MergedLog {
    /** By time, then author, then `seq`; each once. */
    readonly entries: readonly LogEntry[];
    readonly faults: readonly LogFault[];
    /** The last entry of each author, by author. */
    readonly heads: readonly LogHead[];
}

/** One log of one crisis, from entries in any order and any number of copies (SPEC 16.3, 16.4). */
export function mergeLog(all: readonly LogEntry[], crisis: string): MergedLog {
    const distinct = new Map(all.filter(({ wire }) => wire.crisis === crisis).map((entry) => [entry.digest, entry]));
    const entries = [...distinct.values()].sort(
        (a, b) =>
            a.wire.iat - b.wire.iat ||
            compare(a.author, b.author) ||
            a.wire.seq - b.wire.seq ||
            compare(a.digest, b.digest),
    );
    const chains = new Map<string, LogEntry[]>();
    for (const entry of entries) {
        const chain = chains.get(entry.author);
        if (chain === undefined) chains.set(entry.author, [entry]);
        else chain.push(entry);
    }
    const inOrder = [...chains].sort(([a], [b]) => compare(a, b));
    const ordered = inOrder.map(([author, chain]) => [author, chain.sort(byPlace)] as const);
    const seen = entries.flatMap((entry) => (entry.wire.body.kind === "sitrep" ? seenBy(entry) : []));
    return {
        entries,
        faults: [
            ...ordered.flatMap(([author, chain]) => chainFaults(author, chain, seen)),
            ...unseenAuthors(chains, seen),
        ],
        heads: ordered.flatMap(([, chain]) => chain.at(-1) ?? []).map(headOf),
    };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: LogEntry, b: LogEntry): number => a.wire.seq - b.wire.seq || compare(a.digest, b.digest);

interface SeenHead extends LogHead {
    readonly by: string;
}

const seenBy = ({ author, wire: { body } }: LogEntry): SeenHead[] =>
    body.kind === "sitrep" ? body.heads.map((head) => ({ ...head, by: author })) : [];

function chainFaults(author: string, chain: readonly LogEntry[], seen: readonly SeenHead[]): LogFault[] {
    const faults: LogFault[] = [];
    let before: LogEntry | undefined;
    for (const entry of chain) {
        const { seq, prev, iat } = entry.wire;
        const expected = (before?.wire.seq ?? 0) + 1;
        if (seq > expected) faults.push({ kind: "missing", author, fromSeq: expected, toSeq: seq - 1 });
        if (seq < expected) faults.push({ kind: "forked", author, seq });
        else if (seq === expected && before !== undefined && prev !== before.digest && !isForkOf(chain, prev, seq))
            faults.push({ kind: "broken", author, seq });
        if (before !== undefined && seq > before.wire.seq && iat < before.wire.iat)
            faults.push({ kind: "dated-back", author, seq });
        before = entry;
    }
    return [...faults, ...headFaults(author, chain, seen)];
}

/** Whether an entry follows the other one of two at a place: the fork is reported once, there. */
const isForkOf = (chain: readonly LogEntry[], prev: string | null, seq: number): boolean =>
    chain.some(({ digest, wire }) => digest === prev && wire.seq === seq - 1);

function headFaults(author: string, chain: readonly LogEntry[], seen: readonly SeenHead[]): LogFault[] {
    const last = chain.at(-1)?.wire.seq ?? 0;
    const own = seen.filter((head) => head.author === author);
    const furthest = Math.max(0, ...own.map(({ seq }) => seq));
    const beyond: LogFault[] = furthest > last ? [{ kind: "missing", author, fromSeq: last + 1, toSeq: furthest }] : [];
    const places = new Set(chain.map(({ wire }) => wire.seq));
    const digests = new Set(chain.map(({ digest }) => digest));
    const others = own.filter(({ seq, digest }) => places.has(seq) && !digests.has(digest));
    return [
        ...beyond,
        ...others.map(({ seq, by }): LogFault => ({ kind: "other-than-seen", author, seq, seenBy: by })),
    ];
}

/** Authors of whom a SITREP saw entries, and we hold none. */
function unseenAuthors(chains: ReadonlyMap<string, unknown>, seen: readonly SeenHead[]): LogFault[] {
    const furthest = new Map<string, number>();
    for (const { author, seq } of seen)
        if (!chains.has(author)) furthest.set(author, Math.max(seq, furthest.get(author) ?? 0));
    return [...furthest]
        .sort(([a], [b]) => compare(a, b))
        .map(([author, toSeq]) => ({ kind: "missing", author, fromSeq: 1, toSeq }));
}
