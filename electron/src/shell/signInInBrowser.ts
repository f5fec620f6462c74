import { awaitLoginToken } from "@valise/loopback";

export interface BrowserSignIn {
    /** Starts the system's browser at an address that was decided on before. */
    open(address: string): Promise<void>;
    /** What the browser shows when it has come back. */
    readonly closing: string;
    readonly patienceMs: number;
}

/** Sends the system's browser to a sign-in and waits for what it brings back. `null`: it took too long, or no browser could be started. */
export async function signInInBrowser(
    address: string,
    { open, closing, patienceMs }: BrowserSignIn,
): Promise<string | null> {
    using place = await awaitLoginToken(closing);
    const token = place.token(patienceMs);
    try {
        await open(`${address}${encodeURIComponent(place.address)}`);
    } catch {
        return null;
    }
    return await token;
}
