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

/**
 * Verifies a charter and applies it to what is pinned (clearance SPEC 8). A head is recognised by its digest and not judged
 * again: what is pinned stays pinned, whatever became of its signer. `entryOf` is asked only while nothing is pinned.
 */
export async function takeCharter(
    offered: JsonObject,
    pins: CharterPins | undefined,
    roomId: string,
    context: TrustContext,
    entryOf: (charter: Charter) => Promise<CharterEntry>,
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
    if (pins?.heads.some((head) => head.digest === digest)) return { kind: "known", digest };
    const verified = await verifyStatement(offered, "charter", roomId, context);
    if (!verified.ok) return refused(verified.error.code, digest);
    const charter = readCharter(verified.value);
    if (!charter.ok) return refused(charter.error.code, digest);
    if (charter.value.room !== roomId) return refused("CHR_ROOM", digest);
    const entry = pins === undefined ? await entryOf(charter.value) : {};
    const outcome = applyCharter(pins, charter.value, entry, context.policies);
    if (outcome.kind === "refused") return refused(outcome.code, digest, outcome.pins);
    if (outcome.kind === "unchanged") return { kind: "known", digest };
    return { kind: "pinned", pins: outcome.pins, digest, wire: verified.value.wire };
}
