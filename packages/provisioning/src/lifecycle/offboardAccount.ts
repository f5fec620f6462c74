import { type Clock, err, ok, type Result } from "@valise/base";
import { type Claimant, holdLock, type LockRefusal } from "../apply/holdLock.ts";
import { nextEntry, parseAuditEntry } from "../audit/auditChain.ts";
import { accountKey } from "../plan/planAccounts.ts";
import type { AgencyServer, RoomOfPerson, ServerCommand, ServerFailure } from "../ports/AgencyServer.ts";

export interface OffboardInput {
    readonly userId: string;
    readonly server: AgencyServer;
    readonly claimant: Omit<Claimant, "owner">;
    readonly clock: Clock;
}

/** What was done, and what others still have to do. */
export interface Offboarded {
    readonly userId: string;
    readonly rooms: readonly string[];
    /** Servers of partners that had this person in a room: their officers take them off rosters. */
    readonly partners: readonly string[];
    /** Rooms that nobody of this server can keep any more. */
    readonly roomsWithoutLocalAdmin: readonly string[];
}

export type OffboardRefusal = { readonly kind: "operator" } | { readonly kind: "unknown-account" };

/**
 * Ends one account at once (SPEC 4.6), without a plan: locked first, so that nothing more is done with it whatever follows;
 * sessions ended; out of every managed room; deactivated, which takes it out of all others; entered as removed, so that no
 * manifest brings it back. Killed anywhere, it is run again. Revoking the clearance is the officer's part.
 */
export async function offboardAccount(
    input: OffboardInput,
): Promise<Result<Offboarded, ServerFailure | LockRefusal | OffboardRefusal>> {
    const { userId, server } = input;
    const who = await server.identify();
    if (!who.ok) return who;
    const { operator, nowMs } = who.value;
    if (operator === userId) return err({ kind: "operator" });
    const prepared = await server.prepare();
    if (!prepared.ok) return prepared;
    const lock = await holdLock(server, { ...input.claimant, owner: operator }, input.clock);
    if (!lock.ok) return lock;
    try {
        const seen = await server.observe({ identitiesOf: [], suspensionOf: [] });
        if (!seen.ok) return seen;
        const account = seen.value.accounts.find((each) => each.userId === userId);
        if (account === undefined) return err({ kind: "unknown-account" });
        const said = {
            atMs: nowMs,
            by: operator,
            manifest: "",
            revision: null,
            what: [`offboard ${accountKey(userId)}`],
        };
        const begun = await writeAudit(server, { ...said, event: "begun" });
        if (!begun.ok) return begun;
        const lockFirst = { kind: "set-account-state" as const, userId, state: "locked" as const };
        const locked = account.isDeactivated ? ok() : await server.perform(lockFirst);
        if (!locked.ok) return locked;
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
        const ended = await writeAudit(server, { ...said, event: "done" });
        return ended.ok ? ok(describe(userId, server.serverName, rooms.value)) : ended;
    } finally {
        await lock.value.release();
    }
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

function describe(userId: string, own: string, rooms: readonly RoomOfPerson[]): Offboarded {
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

async function writeAudit(
    server: AgencyServer,
    said: Parameters<typeof nextEntry>[1],
): Promise<Result<void, ServerFailure>> {
    const before = await server.readAudit();
    if (!before.ok) return before;
    return server.appendAudit({ ...nextEntry(parseAuditEntry(before.value.at(-1)), said) });
}
