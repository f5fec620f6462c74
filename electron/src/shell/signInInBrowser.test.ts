import { expect, it } from "vitest";
import { signInInBrowser } from "./signInInBrowser.ts";

const address = "https://matrix.mfa.example/_matrix/client/v3/login/sso/redirect/oidc?redirectUrl=";
const closing = "You may close this window.";
const backOf = (opened: string) => new URL(opened).searchParams.get("redirectUrl") ?? "";

it("opens the address with where to come back to, and takes what comes to that place alone", async () => {
    const refused: number[] = [];
    let shown: Promise<string> | undefined;
    const token = await signInInBrowser(address, {
        ...{ closing, patienceMs: 20_000 },
        async open(opened) {
            expect(opened.startsWith(address)).toBe(true);
            const back = backOf(opened);
            for (const to of [`${new URL(back).origin}/?loginToken=forged`, back])
                refused.push((await fetch(to)).status);
            shown = fetch(`${back}?loginToken=real`).then((answer) => answer.text());
        },
    });
    expect([token, refused, await shown]).toEqual(["real", [404, 404], closing]);
});

it("gives up when it takes too long or no browser starts, and leaves no port open", async () => {
    let back = "";
    const slow = await signInInBrowser(address, {
        ...{ closing, patienceMs: 1 },
        open: async (opened) => {
            back = backOf(opened);
        },
    });
    expect(slow).toBeNull();
    await expect(fetch(back)).rejects.toThrow();
    const none = { closing, patienceMs: 20_000, open: () => Promise.reject(new Error("no browser")) };
    expect(await signInInBrowser(address, none)).toBeNull();
});
