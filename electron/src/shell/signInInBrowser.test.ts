import { expect, it } from "vitest";
import { signInInBrowser } from "./signInInBrowser.ts";

const address = "https://matrix.mfa.example/_matrix/client/v3/login/sso/redirect/oidc?redirectUrl=";
const closing = "You may close this window.";
const stopped = new AbortController().signal;
const backOf = (opened: string) => new URL(opened).searchParams.get("redirectUrl") ?? "";

it("opens the address with where to come back to, and takes what comes to that place alone", async () => {
    const refused: number[] = [];
    let shown: Promise<string> | undefined;
    const token = await signInInBrowser(address, {
        ...{ closing, patienceMs: 20_000, stopped },
        async open(opened) {
            expect(opened.startsWith(address)).toBe(true);
            const back = backOf(opened);
            for (const to of [`${new URL(back).origin}/?loginToken=forged`, back])
                refused.push((await fetch(to)).status);
            shown = fetch(`${back}?loginToken=real`).then((answer) => answer.text());
        },
    });
    expect([token, refused, await shown]).toEqual([{ kind: "token", token: "real" }, [404, 404], closing]);
});

it("gives up when it takes too long, the person stops or no browser starts, and leaves no port open", async () => {
    let back = "";
    const slow = await signInInBrowser(address, {
        ...{ closing, patienceMs: 1, stopped },
        open: async (opened) => {
            back = backOf(opened);
        },
    });
    expect(slow).toEqual({ kind: "timed-out" });
    await expect(fetch(back)).rejects.toThrow();
    const none = { closing, patienceMs: 20_000, stopped, open: () => Promise.reject(new Error("no browser")) };
    expect(await signInInBrowser(address, none)).toEqual({ kind: "not-opened" });
    for (const when of ["before", "while"]) {
        const stop = new AbortController();
        if (when === "before") stop.abort();
        const open = async (opened: string) => {
            back = backOf(opened);
            stop.abort();
        };
        const ended = signInInBrowser(address, { closing, patienceMs: 20_000, stopped: stop.signal, open });
        expect(await ended).toEqual({ kind: "cancelled" });
        await expect(fetch(back)).rejects.toThrow();
    }
});
