import { err, ok, type Result } from "@valise/base";
import type { VerifiedStatement } from "@valise/clearance";
import { broadcastRefOf } from "../broadcast/Broadcast.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { WATCH_PREFIX } from "../watch/dutyRole.ts";
import type { Ledger } from "./Ledger.ts";
import { countRungs, personRungs } from "./rungs.ts";
import { type CountsWire, countsPayload, type LedgerEntry } from "./wire.ts";

/** A cell passes its counts on at most this often. */
export const COUNTS_EVERY_S = 2;

export type CountsRefusal =
    | WireRefusal
    | { readonly kind: "other-room" }
    /** No signer holds a duty role of that agency's cell. */
    | { readonly kind: "not-of-the-cell" };

/** Payload of the `counts` statement by which a cell tells the lead cell where its people stand (SPEC 8.5). */
export const countsToSign = (
    ledger: Ledger,
    broadcast: string,
    { room, agency, nowS }: { readonly room: string; readonly agency: string; readonly nowS: number },
): CountsWire => ({
    room,
    broadcast: broadcastRefOf(broadcast),
    agency,
    iat: nowS,
    counts: countRungs(personRungs(ledger, broadcast).values()),
});

/**
 * The ledger entry that a verified `counts` statement becomes (SPEC 8.5): of this channel, by someone of that agency who
 * showed a duty role of its cell, as the channel's charter names it.
 */
export function readCounts(
    { payload, by }: VerifiedStatement,
    channel: { readonly room: string; readonly cells: Readonly<Record<string, readonly string[]>> },
): Result<Extract<LedgerEntry, { t: "counts" }>, CountsRefusal> {
    const parsed = parseWire(countsPayload, payload);
    if (!parsed.ok) return parsed;
    const { room, broadcast, agency, iat, counts } = parsed.value;
    if (room !== channel.room) return err({ kind: "other-room" });
    const cell = Object.hasOwn(channel.cells, agency) ? (channel.cells[agency] ?? []) : [];
    const isOfCell = by.some(
        (author) => author.agency === agency && cell.some((role) => author.roles.includes(`${WATCH_PREFIX}${role}`)),
    );
    return isOfCell ? ok({ t: "counts", broadcast, agency, iat, counts }) : err({ kind: "not-of-the-cell" });
}
