import { err, ok, type Result } from "@valise/base";
import type { LockRefusal } from "../apply/holdLock.ts";
import { sortedUnique } from "../desired/compare.ts";
import { serverOf } from "../desired/serverOf.ts";
import { findTrustRoom } from "../observed/findTrustRoom.ts";
import type { ObservedRoom } from "../observed/Observed.ts";
import { accountKey } from "../plan/accountKey.ts";
import type { AgencyServer, RoomOfPerson, ServerCommand, ServerFailure } from "../ports/AgencyServer.ts";
import { type ActInput, withRecord } from "./withRecord.ts";

export interface OffboardInput extends ActInput {
    readonly userId: string;
}

/** What was done, and what others still have to do. */
export interface Offboarded {
    readonly userId: string;
    readonly rooms: readonly string[];
    /** Servers of partners that had people in a room with this person. */
    readonly partners: readonly string[];
    /** Servers of partners whose administrators are asked, in the agency's trust room, to take them out (SPEC 4.13); the others are to be told. */
    readonly asked: readonly string[];
    /** Rooms that nobody of this server can keep any more. */
    readonly roomsWithoutLocalAdmin: readonly string[];
    /** The officers are told in the agency's trust room; without one, or where it takes no word, by whoever runs this. */
    readonly isRevocationAsked: boolean;
}

export type OffboardRefusal = { readonly kind: "operator" } | { readonly kind: "unknown-account" };

/**
 * Ends one account at once (SPEC 4.6), without a plan: locked first, so that nothing more is done with it whatever follows;
 * the officers told to revoke and partners asked to take the person out, if the trust room takes it; sessions ended; out of
 * every managed room; deactivated, which takes it out of all others; entered as removed, so that no manifest brings it back.
 * Killed anywhere, it is run again. Revoking the clearance is the officer's part.
 */
export async function offboardAccount(
    input: OffboardInput,
): Promise<Result<Offboarded, ServerFailure | LockRefusal | OffboardRefusal>> {
    const { userId, server } = input;
    return withRecord<Offboarded, OffboardRefusal>(input, `offboard ${accountKey(userId)}`, async (begin, operator) => {
        if (operator === userId) return err({ kind: "operator" });
        const seen = await server.observe({ identitiesOf: [], suspensionOf: [] });
        if (!seen.ok) return seen;
        const account = seen.value.accounts.find((each) => each.userId === userId);
        if (account === undefined) return err({ kind: "unknown-account" });
        const begun = await begin();
        if (!begun.ok) return begun;
        const lockFirst = { kind: "set-account-state" as const, userId, state: "locked" as const };
        const locked = account.isDeactivated ? ok() : await server.perform(lockFirst);
        if (!locked.ok) return locked;
        const trustRoom = findTrustRoom(seen.value);
        const isRevocationAsked = await askRevocation(server, trustRoom?.roomId, userId);
        if (!isRevocationAsked.ok) return isRevocationAsked;
        const rooms = await server.roomsOf(userId);
        if (!rooms.ok) return rooms;
        const managed = seen.value.rooms.filter(
            ({ members }) => members[userId] !== undefined && members[userId] !== "ban",
        );
        for (const command of endingOf(
            userId,
            managed.map(({ roomId }) => roomId),
        )) {
            const done = await server.perform(command);
            if (!done.ok) return done;
        }
        return ok({
            ...describe(userId, server.serverName, rooms.value),
            isRevocationAsked: isRevocationAsked.value,
            asked: isRevocationAsked.value ? partnersIn(trustRoom, server.serverName) : [],
        });
    });
}

/** A trust room that takes no word holds nobody's end up: whoever runs this is told that the officers were not. */
async function askRevocation(
    server: AgencyServer,
    roomId: string | undefined,
    userId: string,
): Promise<Result<boolean, ServerFailure>> {
    if (roomId === undefined) return ok(false);
    const asked = await server.perform({ kind: "say-ended", roomId, userId, hasEnded: true });
    if (asked.ok) return ok(true);
    return asked.error.kind === "refused" ? ok(false) : asked;
}

function endingOf(userId: string, managed: readonly string[]): ServerCommand[] {
    const key = accountKey(userId);
    return [
        { kind: "end-sessions", userId },
        ...managed.map((roomId) => ({ kind: "remove-member" as const, roomId, userId })),
        { kind: "deactivate-account", userId },
        { kind: "record", key, value: { state: "removed" } },
    ];
}

/** Servers that read the word of the trust room, beside one's own. */
function partnersIn(trustRoom: ObservedRoom | undefined, own: string): string[] {
    const joined = Object.entries(trustRoom?.members ?? {}).filter(([, membership]) => membership === "join");
    return sortedUnique(joined.map(([user]) => serverOf(user))).filter((server) => server !== own);
}

function describe(
    userId: string,
    own: string,
    rooms: readonly RoomOfPerson[],
): Omit<Offboarded, "isRevocationAsked" | "asked"> {
    const partners = new Set(rooms.flatMap(({ servers }) => servers).filter((server) => server !== own));
    return {
        userId,
        rooms: rooms.map(({ roomId }) => roomId).sort(),
        partners: [...partners].sort(),
        roomsWithoutLocalAdmin: rooms
            .filter(({ losesLocalAdmin }) => losesLocalAdmin)
            .map(({ roomId }) => roomId)
            .sort(),
    };
}
