import { asArray, asObject, type JsonObject } from "../../json.ts";
import type { Community } from "./Community.ts";

/** More than any community has agencies; a peer shall not keep this device busy. */
const MAX_LISTS = 64;

/** Trust data that a peer hands over (protocol 4): who sent it has no part in whether it is taken. */
export async function takeOffer(community: Community, content: JsonObject): Promise<void> {
    await community.loaded();
    const from = { kind: "peer" } as const;
    if (asObject(content.bundle) !== null) await community.takeBundle(content.bundle, from);
    for (const token of asArray(content.lists).slice(0, MAX_LISTS)) await community.takeList(token, from);
}
