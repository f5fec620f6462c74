import { asObject } from "../../json.ts";
import { powerNeeded, powerOf, statePower } from "../../rooms/applyState.ts";
import type { Account } from "../../session/Account.ts";
import { wire } from "../../wire.ts";
import { surplusIn } from "./clearRoster.ts";

type Parts = Pick<Account, "book" | "session" | "gates" | "crisisParts">;

/**
 * Whether an opening of the room by this person counts, and servers take it: the charter lets their agency sign, and whoever is
 * left out can be taken out before the first message. Of two with the same power neither takes out the other; the room's maker
 * takes out anybody.
 */
export function mayOpen(
    { book, session, gates, crisisParts }: Parts,
    roomId: string,
    called: readonly string[],
): boolean {
    const record = book.get(roomId)?.record;
    const ruling = gates.ruling(roomId);
    if (record === undefined || ruling.kind !== "ruled") return false;
    if (!ruling.charter.admit.includes(crisisParts.agency ?? "")) return false;
    const own = powerOf(record, session.userId);
    const surplus = surplusIn({ book }, roomId, [...called, session.userId]);
    return (
        own >= statePower(record, wire.charter) &&
        (surplus.length === 0 || own >= powerNeeded(record, "kick")) &&
        surplus.every((userId) => powerOf(record, userId) < own)
    );
}

/**
 * Lets those who are called to a room that stands by open it, whoever made it: an opening hangs on no one person's device. That
 * they may, their signature says (protocol 5: no security decision rests on power).
 */
export async function empower({ book, http }: Account, roomId: string, called: readonly string[]): Promise<void> {
    const record = book.get(roomId)?.record;
    if (record?.powerLevels == null) return;
    const needed = statePower(record, wire.charter);
    const lacking = called.filter((userId) => powerOf(record, userId) < needed);
    if (lacking.length === 0) return;
    const users = { ...asObject(record.powerLevels.users), ...Object.fromEntries(lacking.map((id) => [id, needed])) };
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels/`;
    await http.request("PUT", path, { body: { ...record.powerLevels, users } });
}
