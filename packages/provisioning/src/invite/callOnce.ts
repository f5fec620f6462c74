import { err, ok, type Result } from "@valise/base";
import type { ApplyFailure, ApplyInput } from "../apply/applyManifest.ts";
import type { HeldLock } from "../apply/holdLock.ts";
import type { Auditor } from "../apply/writeAudit.ts";
import type { RegisterEntry } from "../observed/Observed.ts";
import type { InvitationOutcome } from "../ports/Inviter.ts";

/** A call of the agency's command, and what the register says of it before and after. */
export interface Call {
    readonly agency: string;
    /** For the record. */
    readonly what: string;
    /** Of the register's entry. */
    readonly key: string;
    readonly before: RegisterEntry;
    readonly sent: RegisterEntry;
    /** `null`: as if it had never been tried. */
    readonly notSent: RegisterEntry | null;
    call(): Promise<InvitationOutcome>;
}

/** Calls under the lock, after saying so in record and register: whatever ends this process, no call is made a second time. */
export async function callOnce(
    { servers, isStopped }: ApplyInput,
    locks: ReadonlyMap<string, HeldLock>,
    audit: Auditor,
    { agency, what, key, before, sent, notSent, call }: Call,
): Promise<Result<InvitationOutcome, ApplyFailure>> {
    if (isStopped?.() === true) return err({ kind: "stopped" });
    const [server, lock] = [servers.get(agency), locks.get(agency)];
    if (server === undefined || lock === undefined) throw new Error("a call for a server that is not managed");
    const held = await lock.check();
    if (!held.ok) {
        const { error } = held;
        if (error.kind === "locked") return err({ kind: "locked", agency, holder: error.holder });
        return err({ kind: "server", agency, failure: error });
    }
    const write = async (value: RegisterEntry | null): Promise<Result<void, ApplyFailure>> => {
        const done = await server.perform({ kind: "record", key, value });
        return done.ok ? ok() : err({ kind: "server", agency, failure: done.error });
    };
    const begun = await audit.tell(agency, [what]);
    if (!begun.ok) return begun;
    const calling = await write(before);
    if (!calling.ok) return calling;
    const outcome = await call();
    if (outcome === "unknown") return ok(outcome);
    const written = await write(outcome === "sent" ? sent : notSent);
    return written.ok ? ok(outcome) : written;
}
