import { decodeBase64Url, parseStrictJson } from "@valise/clearance";
import { asObject, asString } from "../json.ts";

/** The room that a statement says it is about: only to know what to verify it against. */
export function claimedRoom(payload: unknown): string | null {
    const bytes = typeof payload === "string" ? decodeBase64Url(payload) : undefined;
    const said = bytes === undefined ? undefined : parseStrictJson(new TextDecoder().decode(bytes));
    return asString(asObject(said)?.room);
}
