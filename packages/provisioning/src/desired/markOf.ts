import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { encodeBase64Url } from "@valise/clearance";
import { canonical } from "./compare.ts";
import type { Desired } from "./Desired.ts";

/** Base64url SHA-256 of a text. */
export const digestOf = (text: string): string => encodeBase64Url(sha256(utf8ToBytes(text)));

/** What tells one manifest from another: all it wishes, its accounts included, whatever files it stood in. */
export function manifestDigest({ locate: _locate, ...wished }: Desired): string {
    return digestOf(canonical(wished));
}

/**
 * What marks an object on the server as the one that a manifest calls `key` (SPEC 3.2): 22 characters, the same at every run, and
 * not the key itself, since keys speak of what servers need not know.
 */
export const markOf = (community: string, key: string): string =>
    digestOf(`valise:managed\n${community}\n${key}`).slice(0, 22);

/** What a manifest calls the rooms that bear its marks: their names are often encrypted. */
export const titlesByMark = ({ community, rooms }: Desired): ReadonlyMap<string, string> =>
    new Map(rooms.map(({ key, title }) => [markOf(community, key), title]));
