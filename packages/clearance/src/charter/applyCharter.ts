import type { RefusalCode } from "../codes.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import { authorsWith } from "../statement/verifyStatement.ts";
import type { Charter } from "./Charter.ts";
import { checkSuccession, isCoherent } from "./checkSuccession.ts";
import { chartered, type EffectiveCharter, joinCharters } from "./effectiveCharter.ts";
import { type CharterLink, mayDescendFrom } from "./lineage.ts";

/** What a client that has pinned nothing yet knows of a room from elsewhere. */
export interface CharterEntry {
    /** The charter one was admitted under (`floor` of an admission, or named by a call). */
    readonly floor?: { readonly seq: number; readonly digest: string } | undefined;
    /** Agency of the room's creator, which room version 12 binds to the room id: no other can be the owner. */
    readonly owner?: string | undefined;
}

/** What a client remembers of a room's charters across restarts, as plain JSON (SPEC 8.4). */
export interface CharterPins {
    /** Those not replaced: one, or several after a fork. */
    readonly heads: readonly Charter[];
    /** Accepted once and replaced since; late forks are judged against them. */
    readonly replaced: readonly Charter[];
    readonly links: readonly CharterLink[];
    /** Nothing older than this counts: where this client came in. */
    readonly floorSeq: number;
}

/** `pins` is what to remember next, also where the charter itself is refused. */
export type CharterOutcome =
    | { readonly kind: "pinned"; readonly pins: CharterPins; readonly isFork: boolean }
    | { readonly kind: "unchanged"; readonly pins: CharterPins }
    | { readonly kind: "refused"; readonly code: RefusalCode; readonly pins: CharterPins | undefined };

/** How many charters one may have missed. More would let one signer push `seq` out of everyone else's reach. */
const MAX_STEP = 1000;

const refused = (code: RefusalCode, pins: CharterPins | undefined): CharterOutcome => ({ kind: "refused", code, pins });
const linkOf = ({ digest, seq, prev }: Charter): CharterLink => ({ digest, seq, prev });

/**
 * Decides what a verified charter changes (SPEC 8.3 to 8.6). Pure: same pins, same charter, same answer. A refused charter
 * may be offered again when others have arrived; offered until nothing changes, any order ends at the same heads.
 */
export function applyCharter(
    pins: CharterPins | undefined,
    charter: Charter,
    entry: CharterEntry,
    policies: PolicyLookup,
): CharterOutcome {
    return pins === undefined ? pinFirst(charter, entry, policies) : pinNext(pins, charter, policies);
}

/** The stricter of all heads: what applies now. `undefined` when they exclude each other, and then nothing may be sent. */
export function effectiveCharter(pins: CharterPins, policies: PolicyLookup): EffectiveCharter | undefined {
    return joinCharters(policies, pins.heads);
}

/**
 * The first charter of a room: number 1 of the owner it names, or one not older than the admission's floor. Without a floor
 * (cleared rooms) a later one counts only if the owner agency signed it.
 */
function pinFirst(charter: Charter, { floor, owner: creator }: CharterEntry, policies: PolicyLookup): CharterOutcome {
    if (creator !== undefined && charter.owner !== creator) return refused("CHR_OWNER", undefined);
    const isBelow = floor !== undefined && charter.seq < floor.seq;
    const isOther = floor !== undefined && charter.seq === floor.seq && charter.digest !== floor.digest;
    if (isBelow || isOther) return refused("CHR_FLOOR", undefined);
    const { owner, admit } = chartered(charter);
    const signatories = charter.seq === 1 || floor === undefined ? [owner] : [owner, ...admit];
    if (authorsWith(charter, "CHARTER", signatories).length === 0) return refused("CHR_SIGNER", undefined);
    if (!isCoherent(policies, charter)) return refused("CHR_POLICY", undefined);
    const pins = { heads: [charter], replaced: [], links: [linkOf(charter)], floorSeq: charter.seq };
    return { kind: "pinned", pins, isFork: false };
}

function pinNext(pins: CharterPins, charter: Charter, policies: PolicyLookup): CharterOutcome {
    const { heads, floorSeq } = pins;
    if (heads.some(({ room }) => room !== charter.room)) return refused("CHR_ROOM", pins);
    const known = heads.find(({ digest }) => digest === charter.digest);
    if (known !== undefined) return gainSigners(pins, known, charter);
    if (charter.seq < floorSeq) return refused("CHR_FLOOR", pins);
    if (charter.seq > Math.max(...heads.map(({ seq }) => seq)) + MAX_STEP) return refused("CHR_PREV", pins);
    const link = linkOf(charter);
    const links = new Map(pins.links.map((each) => [each.digest, each]));
    if (heads.some((head) => mayDescendFrom(links, head, link))) return refused("CHR_ROLLBACK", learnLink(pins, link));
    const replaced = heads.filter((head) => mayDescendFrom(links, link, head));
    const named = pins.replaced.filter(({ digest }) => charter.prev.includes(digest));
    const code = checkSuccession(charter, [...replaced, ...named], heads, policies);
    if (code !== undefined) return refused(code, pins);
    const kept = heads.filter((head) => !replaced.includes(head));
    const next: CharterPins = {
        heads: [...kept, charter],
        replaced: [...pins.replaced, ...replaced],
        links: [...pins.links.filter(({ digest }) => digest !== link.digest), link],
        floorSeq,
    };
    return { kind: "pinned", pins: next, isFork: kept.length > 0 };
}

/** Signed by others too, who say the very same: a head gains those who may sign what it follows, in an order of their own. */
function gainSigners(pins: CharterPins, known: Charter, offered: Charter): CharterOutcome {
    const base = pins.replaced.filter(({ digest }) => known.prev.includes(digest));
    const admits = (base.length > 0 ? base : [known]).map(({ gate }) => gate.admit);
    const mayAll = (agency: string) => agency === known.owner || admits.every((admit) => admit.includes(agency));
    const isKnown = (sub: string) => known.by.some((each) => each.sub === sub);
    const fresh = authorsWith(offered, "CHARTER").filter(({ agency, sub }) => mayAll(agency) && !isKnown(sub));
    if (fresh.length === 0) return { kind: "unchanged", pins };
    const by = [...known.by, ...fresh].sort((a, b) => (a.sub < b.sub ? -1 : 1));
    const heads = pins.heads.map((head) => (head === known ? { ...known, by } : head));
    return { kind: "pinned", pins: { ...pins, heads }, isFork: heads.length > 1 };
}

/** An ancestor changes nothing, but its links tell real forks from old charters later. */
function learnLink(pins: CharterPins, link: CharterLink): CharterPins {
    const isKnown = pins.links.some(({ digest }) => digest === link.digest);
    const isNamed = pins.links.some(({ prev }) => prev.includes(link.digest));
    return isKnown || !isNamed ? pins : { ...pins, links: [...pins.links, link] };
}
