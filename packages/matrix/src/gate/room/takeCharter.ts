import {
    applyCharter,
    type Charter,
    type CharterEntry,
    type CharterPins,
    parseStatement,
    payloadDigest,
    readCharter,
    type StatementWire,
    type TrustContext,
    verifyStatement,
} from "@valise/clearance";
import type { JsonObject } from "../../json.ts";
import { mayPass } from "../trust/mayPass.ts";
import type { GateRecord } from "./GateRecord.ts";

/** What one charter as a server tells it means for this device. */
export type CharterTaken =
    | { readonly kind: "pinned"; readonly pins: CharterPins; readonly digest: string; readonly wire: StatementWire }
    /** One of the heads. */
    | { readonly kind: "known"; readonly digest: string }
    | {
          readonly kind: "refused";
          readonly code: string;
          /** Names what was refused. */
          readonly about: string;
          readonly pins: CharterPins | undefined;
          /** Newer trust data may mend it: nobody tried anything. */
          readonly passing: boolean;
      };

export interface CharterFrom {
    /** The statements of the pinned heads: another with the same words may be signed by others. */
    readonly heads?: GateRecord["heads"];
    /** Asked only while nothing is pinned. */
    entryOf(charter: Charter): Promise<CharterEntry>;
}

/**
 * Verifies a charter and applies it to what is pinned (clearance SPEC 8). A head is recognised by its digest and not judged
 * again, but for who else signed it: what is pinned stays pinned, whatever became of its signer.
 */
export async function takeCharter(
    offered: JsonObject,
    pins: CharterPins | undefined,
    roomId: string,
    context: TrustContext,
    { heads = {}, entryOf }: CharterFrom,
): Promise<CharterTaken> {
    const refused = (code: string, about: string, next = pins): CharterTaken => ({
        kind: "refused",
        code,
        about,
        pins: next,
        passing: mayPass(code),
    });
    const parsed = parseStatement(offered, "charter");
    if (!parsed.ok) return refused(parsed.error.code, JSON.stringify(offered).slice(0, 256));
    const digest = await payloadDigest(context.crypto, parsed.value.payload);
    const isHead = pins?.heads.some((head) => head.digest === digest) === true;
    const isSameText = JSON.stringify(heads[digest]?.by) === JSON.stringify(parsed.value.by);
    if (isHead && isSameText) return { kind: "known", digest };
    const verified = await verifyStatement(offered, "charter", roomId, context);
    if (!verified.ok) return isHead ? { kind: "known", digest } : refused(verified.error.code, digest);
    const charter = readCharter(verified.value);
    if (!charter.ok) return refused(charter.error.code, digest);
    if (charter.value.room !== roomId) return refused("CHR_ROOM", digest);
    const entry = pins === undefined ? await entryOf(charter.value) : {};
    const outcome = applyCharter(pins, charter.value, entry, context.policies);
    if (outcome.kind === "refused") return refused(outcome.code, digest, outcome.pins);
    if (outcome.kind === "unchanged") return { kind: "known", digest };
    return { kind: "pinned", pins: outcome.pins, digest, wire: verified.value.wire };
}
