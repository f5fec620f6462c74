import { isAddressed, MANIFEST_TYPE, manifestsFor, type Recipient } from "@valise/crisis";
import { signedDevices } from "../../crypto/signedDevices.ts";
import { isEstablished } from "../../rooms/createRecipients.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import type { WatchBook } from "../watch/createWatchBook.ts";
import type { BroadcastRecord } from "./BroadcastRecord.ts";

export interface ManifestParts extends CrisisParts {
    readonly watch: WatchBook;
}

export interface ManifestSenderParts extends ManifestParts {
    /** The sender is of the own agency's cell: no server brings a person's own word back to them. */
    collectOwn(manifest: ReturnType<typeof manifestsFor>[number]): Promise<void>;
}

/**
 * Tells each agency's cell whom a broadcast of this device was addressed to, and whom no key could reach (crisis SPEC 7.5). In
 * the outbox when it resolves true; false: not known who is in the room.
 */
export async function sendManifests(
    { received, eventId }: BroadcastRecord,
    parts: ManifestSenderParts,
): Promise<boolean> {
    const { book, gates, watch, outbox } = parts;
    const entry = book.get(received.room);
    const ruling = gates.ruling(received.room);
    if (entry === null || ruling.kind !== "ruled" || !isEstablished(entry)) return false;
    const recipients = await recipientsOf(entry, received.wire, parts);
    const broadcast = { sub: received.author.sub, id: received.wire.id };
    for (const agency of ruling.charter.agencies) {
        // The second cell may have to go on without a word of the first.
        const both = watch.bothCells(ruling.charter.cells, agency);
        const cell = both.filter((userId) => userId !== parts.me.userId);
        for (const manifest of manifestsFor(agency, broadcast, eventId, recipients)) {
            if (cell.length < both.length) await parts.collectOwn(manifest);
            if (cell.length === 0) continue;
            const messages = Object.fromEntries(cell.map((userId) => [userId, { "*": manifest }]));
            const payload = { kind: "to-device", type: MANIFEST_TYPE, messages, encrypt: true } as const;
            const queued = await outbox.enqueue({ payload: payload as never, priority: "crisis" });
            if (!queued.ok) return false;
        }
    }
    return true;
}

/** Every addressee as this device finds them now. */
export async function recipientsOf(
    entry: RoomEntry,
    wire: BroadcastRecord["received"]["wire"],
    { gates, community, crypto, watch, me }: ManifestParts,
): Promise<Recipient[]> {
    const { roomId } = entry.record;
    const joined = [...entry.members.values()].filter(({ membership }) => membership === "join");
    const recipients: Recipient[] = [];
    for (const { userId } of joined) {
        const standing = gates.memberOf(roomId, userId);
        const agency = standing?.agency ?? community.agencyOfServer(serverNameOf(userId))?.id;
        if (userId === me.userId || agency === undefined) continue;
        if (!isAddressed(wire, watch.addressee(userId, agency))) continue;
        const code = standing?.reads === true ? undefined : (standing?.code ?? "ATT_MISSING");
        const devices = await signedDevices(crypto, userId);
        // Whoever never signed in has shown nothing either: what is missing is a device, not a clearance.
        if (devices.length === 0 && (code === undefined || code === "ATT_MISSING"))
            recipients.push({ sub: userId, agency, reach: "no-device" });
        else if (code !== undefined) recipients.push({ sub: userId, agency, reach: "key-withheld", code });
        else recipients.push({ sub: userId, agency, reach: "keyed" });
    }
    return recipients;
}
