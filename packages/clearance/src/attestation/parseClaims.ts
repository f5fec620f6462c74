import { hasMembers, isInteger, isJsonObject, type Json, type JsonObject, memberOf } from "../encoding/strictJson.ts";
import type { OfficerGrant, StatusRef } from "./wire.ts";

const isText = (value: Json | undefined): value is string => typeof value === "string" && value.length > 0;

const texts = (value: Json | undefined): string[] | undefined =>
    Array.isArray(value) && value.every(isText) ? [...value] : undefined;

export interface Validity {
    readonly iat: number;
    readonly nbf: number;
    readonly exp: number;
}

/** `iat`, `nbf` and `exp` as integers; `undefined` if one is missing or anything else (SPEC 3.5). */
export function parseValidity(payload: JsonObject): Validity | undefined {
    const [iat, nbf, exp] = [memberOf(payload, "iat"), memberOf(payload, "nbf"), memberOf(payload, "exp")];
    return isInteger(iat) && isInteger(nbf) && isInteger(exp) ? { iat, nbf, exp } : undefined;
}

/** `{"status_list":{"idx":…,"uri":…}}` and nothing else. */
export function parseStatusRef(value: Json | undefined): StatusRef | undefined {
    if (!isJsonObject(value) || !hasMembers(value, ["status_list"])) return undefined;
    const list = memberOf(value, "status_list");
    if (!isJsonObject(list) || !hasMembers(list, ["idx", "uri"])) return undefined;
    const [idx, uri] = [memberOf(list, "idx"), memberOf(list, "uri")];
    return isInteger(idx) && isText(uri) ? { idx, uri } : undefined;
}

/** The key inside `{"jwk":…}`, unread; `undefined` if the wrapping is not exactly that. */
export function confirmationKey(value: Json | undefined): Json | undefined {
    return isJsonObject(value) && hasMembers(value, ["jwk"]) ? memberOf(value, "jwk") : undefined;
}

/** An officer's grant: five members, exactly one policy, since `maxLvl` is a position in that policy's levels. */
export function parseGrant(value: Json | undefined): OfficerGrant | undefined {
    if (!isJsonObject(value) || !hasMembers(value, ["pol", "maxLvl", "claims", "hs", "maxTtl"])) return undefined;
    const [pol, claims, hs] = [texts(value.pol), texts(value.claims), texts(value.hs)];
    const [maxLvl, maxTtl] = [memberOf(value, "maxLvl"), memberOf(value, "maxTtl")];
    const policy = pol?.length === 1 ? pol[0] : undefined;
    if (policy === undefined || claims === undefined || hs === undefined) return undefined;
    if (!isInteger(maxLvl) || !isInteger(maxTtl)) return undefined;
    return { pol: [policy], maxLvl, claims, hs, maxTtl };
}
