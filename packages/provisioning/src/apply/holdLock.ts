import { type Clock, err, ok, type Result } from "@valise/base";
import { decideLock, type LockHolder, SIGN_OF_LIFE_MS } from "../lock/decideLock.ts";
import type { AgencyServer, ServerFailure } from "../ports/AgencyServer.ts";

export type LockRefusal = { readonly kind: "locked"; readonly holder: LockHolder };

/** A lock that is held. Ask {@link HeldLock.check} before every change. */
export interface HeldLock {
    /** Gives a sign of life when one is due, and makes sure that nobody has taken the lock over. */
    check(): Promise<Result<void, ServerFailure | LockRefusal>>;
    release(): Promise<void>;
}

/** Who claims, and what they know of the present holder. */
export interface Claimant {
    readonly owner: string;
    /** This very process, so that the same machine can tell later whether it still lives. */
    readonly process: string;
    /** Whether a holder's process is surely gone: one of this machine's own that is not there any more. */
    isGone(process: string): boolean;
    /** Told by a person that it is. */
    readonly breakLock: boolean;
}

/**
 * Claims the register's lock. Of two who try at once, the server's order decides, and the other is told who and since when. A
 * holder that is known to be gone is broken by name, so that of two who find it so, one alone takes its place.
 */
export async function holdLock(
    server: AgencyServer,
    { owner, process, isGone, breakLock }: Claimant,
    clock: Clock,
): Promise<Result<HeldLock, ServerFailure | LockRefusal>> {
    const before = await server.claims();
    if (!before.ok) return before;
    const present = decideLock(before.value);
    const breaks = present !== null && (breakLock || isGone(present.process)) ? { breaks: present.claim } : {};
    const claimed = await server.claim({ kind: "claim", owner, process, ...breaks });
    if (!claimed.ok) return claimed;
    const claim = claimed.value;
    const confirm = async (): Promise<Result<void, ServerFailure | LockRefusal>> => {
        const history = await server.claims();
        if (!history.ok) return history;
        const holder = decideLock(history.value);
        if (holder?.claim === claim) return ok();
        return err({ kind: "locked", holder: holder ?? { claim, owner, process, sinceMs: 0, lastSignMs: 0 } });
    };
    const confirmed = await confirm();
    if (!confirmed.ok) return confirmed;
    let lastSignMs = clock.monotonicMs();
    return ok({
        async check() {
            if (clock.monotonicMs() - lastSignMs < SIGN_OF_LIFE_MS) return ok();
            const sign = await server.claim({ kind: "sign-of-life", owner, process, claim });
            if (!sign.ok) return sign;
            lastSignMs = clock.monotonicMs();
            return confirm();
        },
        async release() {
            // Lost on the way, it ends by itself when no sign of life follows.
            await server.claim({ kind: "release", claim });
        },
    });
}
