import type { Community } from "./Community.ts";

/** Which lists a decision was made by, for the recipient manifest. */
export function listSeqs(community: Community): Record<string, number> {
    return Object.fromEntries([...(community.context()?.lists.values() ?? [])].map(({ uri, seq }) => [uri, seq]));
}
