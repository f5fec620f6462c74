import type { Clock, Result } from "@valise/base";
import { type Claimant, holdLock, type LockRefusal } from "../apply/holdLock.ts";
import { nextEntry, parseAuditEntry } from "../audit/auditChain.ts";
import type { AgencyServer, ServerFailure } from "../ports/AgencyServer.ts";

/** Whose server, and who acts. */
export interface ActInput {
    readonly server: AgencyServer;
    readonly claimant: Omit<Claimant, "owner">;
    readonly clock: Clock;
}

/** Writes down that it is about to be done; nothing of it may be done before. */
export type Begin = () => Promise<Result<void, ServerFailure>>;

/**
 * One act by hand, beside every apply: under the server's lock, in its record when it begins and when it is done (SPEC 3.4,
 * 3.5). Killed in between, the record says that it was begun.
 */
export async function withRecord<T, E>(
    { server, claimant, clock }: ActInput,
    what: string,
    work: (begin: Begin, operator: string) => Promise<Result<T, E | ServerFailure>>,
): Promise<Result<T, E | ServerFailure | LockRefusal>> {
    const who = await server.identify();
    if (!who.ok) return who;
    const { operator, nowMs } = who.value;
    const prepared = await server.prepare();
    if (!prepared.ok) return prepared;
    const lock = await holdLock(server, { ...claimant, owner: operator }, clock);
    if (!lock.ok) return lock;
    const write = async (event: "begun" | "done"): Promise<Result<void, ServerFailure>> => {
        const before = await server.readAudit();
        if (!before.ok) return before;
        const said = { atMs: nowMs, by: operator, manifest: "", revision: null, event, what: [what] };
        return server.appendAudit({ ...nextEntry(parseAuditEntry(before.value.at(-1)), said) });
    };
    try {
        const done = await work(() => write("begun"), operator);
        if (!done.ok) return done;
        const ended = await write("done");
        return ended.ok ? done : ended;
    } finally {
        await lock.value.release();
    }
}
