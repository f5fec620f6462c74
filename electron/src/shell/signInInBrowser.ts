import type { BrowserSignInOutcome } from "@valise/bridge";
import { awaitLoginToken } from "@valise/loopback";

export interface BrowserSignIn {
    /** Starts the system's browser at an address that was decided on before. */
    open(address: string): Promise<void>;
    /** What the browser shows when it has come back. */
    readonly closing: string;
    readonly patienceMs: number;
    /** The person waits no longer. */
    readonly stopped: AbortSignal;
}

/** Sends the system's browser to a sign-in and waits for what it brings back. */
export async function signInInBrowser(
    address: string,
    { open, closing, patienceMs, stopped }: BrowserSignIn,
): Promise<BrowserSignInOutcome> {
    using place = await awaitLoginToken(closing);
    const brought = place.token(patienceMs);
    const given = new Promise<BrowserSignInOutcome>((resolve) => {
        stopped.addEventListener("abort", () => resolve({ kind: "cancelled" }), { once: true });
    });
    if (stopped.aborted) return { kind: "cancelled" };
    try {
        await open(`${address}${encodeURIComponent(place.address)}`);
    } catch {
        return { kind: "not-opened" };
    }
    return await Promise.race([
        given,
        brought.then(
            (token): BrowserSignInOutcome => (token === null ? { kind: "timed-out" } : { kind: "token", token }),
        ),
    ]);
}
