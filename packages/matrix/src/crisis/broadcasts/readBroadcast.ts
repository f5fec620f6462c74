import { err, ok, type Result } from "@valise/base";
import { type TrustContext, verifyStatement } from "@valise/clearance";
import {
    BROADCAST_AUTHORITY_KEY,
    BROADCAST_KEY,
    broadcastDigest,
    checkAuthority,
    parseBroadcast,
    type ReceivedBroadcast,
} from "@valise/crisis";
import { LABEL_KEY } from "@valise/labels";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";

/** Whether an event says that it is a broadcast; what it is worth, `readBroadcast` decides. */
export function saysBroadcast(event: TimelineEvent): boolean {
    return event.body === "decrypted" && event.type === "m.room.message" && Object.hasOwn(event.content, BROADCAST_KEY);
}

/** A broadcast whose author is not proven: shown as forged, and nothing else (crisis SPEC 4.3). */
export interface ForgedBroadcast {
    /** Of the clearance package where the statement does not verify, else `CRS_…`. */
    readonly code: string;
    /** As it came, of nobody's agency and without a role. */
    readonly received: ReceivedBroadcast;
}

/**
 * The broadcast in a decrypted message, its author proven by attestation (crisis SPEC 4.3), never by power levels. Null: there is
 * none in it that could be shown.
 */
export async function readBroadcast(
    event: TimelineEvent,
    roomId: string,
    context: TrustContext,
): Promise<Result<ReceivedBroadcast, ForgedBroadcast> | null> {
    const block = parseBroadcast(event.content[BROADCAST_KEY]);
    if (!block.ok) return null;
    const digest = await broadcastDigest(context.crypto, block.value, event.content[LABEL_KEY]);
    const forged = (code: string) => {
        const author = { sub: event.senderId, agency: "", roles: [] };
        return err({ code, received: { wire: block.value, digest, room: roomId, author } });
    };
    const statement = await verifyStatement(
        event.content[BROADCAST_AUTHORITY_KEY],
        "broadcast-authority",
        roomId,
        context,
    );
    if (!statement.ok) return forged(statement.error.code);
    const author = checkAuthority(statement.value, block.value, { room: roomId, digest, sender: event.senderId });
    if (!author.ok)
        return forged(author.error.kind === "not-a-broadcaster" ? "CRS_NOT_BROADCASTER" : "CRS_AUTHORITY_OF_ANOTHER");
    const { sub, agency, roles } = author.value;
    return ok({ wire: block.value, digest, room: roomId, author: { sub, agency, roles } });
}
