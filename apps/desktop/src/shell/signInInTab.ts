import type { BrowserSignInOutcome } from "@valise/bridge";

/** What another tab says to the page that waits; only tabs of the same origin can. */
const CHANNEL = "valise-sign-in";
const PATIENCE_MS = 300_000;

export interface SignInTab {
    signInInTab(address: string, stopped: AbortSignal): Promise<BrowserSignInOutcome>;
}

export interface TabParts {
    /** Where the page itself lives. */
    readonly origin: string;
    /** False: the browser would not. */
    open(url: string): boolean;
    readonly patienceMs: number;
}

const theBrowser = (): TabParts => ({ origin: location.origin, open: openTab, patienceMs: PATIENCE_MS });

/** Sends another tab to a sign-in, and waits for that tab to come back to this origin with what only it was told. */
export async function signInInTab(
    address: string,
    stopped: AbortSignal,
    { origin, open, patienceMs }: TabParts = theBrowser(),
): Promise<BrowserSignInOutcome> {
    if (stopped.aborted) return { kind: "cancelled" };
    const state = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
        byte.toString(16).padStart(2, "0"),
    ).join("");
    const channel = new BroadcastChannel(CHANNEL);
    const { promise, resolve } = Promise.withResolvers<BrowserSignInOutcome>();
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        const said = data as { readonly state?: unknown; readonly token?: unknown } | null;
        if (said?.state === state && typeof said.token === "string") resolve({ kind: "token", token: said.token });
    };
    const timer = setTimeout(() => resolve({ kind: "timed-out" }), patienceMs);
    const stop = () => resolve({ kind: "cancelled" });
    stopped.addEventListener("abort", stop);
    if (!open(`${address}${encodeURIComponent(`${origin}/?signIn=${state}`)}`)) resolve({ kind: "not-opened" });
    try {
        return await promise;
    } finally {
        clearTimeout(timer);
        stopped.removeEventListener("abort", stop);
        channel.close();
    }
}

/** In the tab that came back: hands over what it brought. */
export function bringTokenBack(search: URLSearchParams): void {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ state: search.get("signIn"), token: search.get("loginToken") });
    channel.close();
}

/** Without a way back to this page: where people sign in is another's. */
function openTab(url: string): boolean {
    const tab = window.open("about:blank", "_blank");
    if (tab === null) return false;
    tab.opener = null;
    tab.location.replace(url);
    return true;
}
