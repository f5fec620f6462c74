import { demoAgencies } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createDesktopShell, type DesktopBridge, type MessageSource } from "./createDesktopShell.ts";
import { createWebShell, type WebSurroundings } from "./createWebShell.ts";
import { bringTokenBack, signInInTab } from "./signInInTab.ts";

function web(config: string) {
    const opened: string[] = [];
    const around: WebSurroundings = {
        version: "1",
        fetchText: async () => config,
        openWindow: (url) => void opened.push(url),
        signInTab: async () => ({
            signInInTab: (address, stopped) =>
                new Promise((resolve) => {
                    opened.push(address);
                    const stop = () => resolve({ kind: "cancelled" });
                    if (stopped.aborted) stop();
                    stopped.addEventListener("abort", stop);
                }),
        }),
        download: () => undefined,
        notify: () => undefined,
        setBadge: () => undefined,
        focusWindow: () => opened.push("window"),
    };
    return { shell: createWebShell(around), opened };
}

describe("the browser as shell", () => {
    it("takes the agencies from the configuration beside the page", async () => {
        const boot = await web(JSON.stringify({ agencies: demoAgencies, extra: 1 })).shell.boot();
        expect(boot).toMatchObject({ kind: "web", keyProtection: { kind: "web" }, agencies: demoAgencies });
    });

    it("takes the community's first trust whole or not at all", async () => {
        const trust = { community: "urn:valise:community:x", keys: ["k"], threshold: 2, floorSeq: 7 };
        const boot = await web(JSON.stringify({ agencies: demoAgencies, trust })).shell.boot();
        expect(boot.trust).toEqual(trust);
        for (const name of Object.keys(trust)) {
            const part = JSON.stringify({ agencies: demoAgencies, trust: { ...trust, [name]: undefined } });
            await expect(web(part).shell.boot()).rejects.toThrow(name);
        }
    });

    it("starts an exercise nowhere but on this machine", async () => {
        const boot = async (exerciseUrl: unknown) =>
            (await web(JSON.stringify({ agencies: demoAgencies, exerciseUrl })).shell.boot()).exerciseUrl;
        const url = `http://127.0.0.1:8080/${"s".repeat(32)}`;
        expect(await boot(url)).toBe(url);
        for (const other of [undefined, null, 7, url.replace("127.0.0.1", "evil.example"), `${url}/x`])
            expect(await boot(other)).toBeNull();
    });

    it.each(["", "[]", '{"agencies":[]}', '{"agencies":[{"id":"a"}]}', '{"agencies":[null]}'])(
        "refuses the configuration %j",
        async (config) => {
            await expect(web(config).shell.boot()).rejects.toThrow();
        },
    );

    it("opens https and mailto outside, and nothing else", async () => {
        const { shell, opened } = web("{}");
        for (const url of [
            "https://a.example/",
            "javascript:alert(1)",
            "http://a.example/",
            "data:text/html,x",
            "file:///",
        ]) {
            await shell.openExternal({ url, shownText: url });
        }
        expect(opened).toEqual(["https://a.example/"]);
    });
});

describe("signing in from a browser's page", () => {
    it("waits for one other tab at a time, and stops when the person does", async () => {
        const { shell, opened } = web("{}");
        const first = shell.signInInBrowser({ address: "https://a.example/1" });
        const second = shell.signInInBrowser({ address: "https://a.example/2" });
        expect(await first).toEqual({ kind: "cancelled" });
        await shell.stopSignIn({});
        expect(await second).toEqual({ kind: "cancelled" });
        expect(opened).toEqual(["https://a.example/1", "https://a.example/2"]);
    });

    it("takes what comes for this sign-in alone, and gives up", async () => {
        const stop = new AbortController();
        const opened: string[] = [];
        const parts = {
            origin: "https://valise.example",
            open: (url: string) => opened.push(url) > 0,
            patienceMs: 20_000,
        };
        const ended = signInInTab("https://a.example/sso?redirectUrl=", stop.signal, parts);
        const back = new URL(new URL(opened[0] ?? "").searchParams.get("redirectUrl") ?? "");
        expect(back.origin).toBe(parts.origin);
        const tokenFor = (state: string, token: string) => new URLSearchParams({ signIn: state, loginToken: token });
        bringTokenBack(tokenFor("another", "forged"));
        bringTokenBack(tokenFor(back.searchParams.get("signIn") ?? "", "real"));
        expect(await ended).toEqual({ kind: "token", token: "real" });

        expect(await signInInTab("https://a.example/", stop.signal, { ...parts, patienceMs: 1 })).toEqual({
            kind: "timed-out",
        });
        expect(await signInInTab("https://a.example/", stop.signal, { ...parts, open: () => false })).toEqual({
            kind: "not-opened",
        });
        stop.abort();
        expect(await signInInTab("https://a.example/", stop.signal, parts)).toEqual({ kind: "cancelled" });
    });
});

describe("Electron as shell", () => {
    function desktop(answer: boolean) {
        const listeners = new Set<(event: MessageEvent) => void>();
        const source: MessageSource = {
            addEventListener: (_type, listener) => void listeners.add(listener),
            removeEventListener: (_type, listener) => void listeners.delete(listener),
        };
        const send = (event: object) => {
            for (const listener of [...listeners]) listener(event as MessageEvent);
        };
        const asked: unknown[] = [];
        const requestDeskKeyPort = async (input: unknown) => asked.push(input) > 0 && answer;
        const bridge = { requestKeyPort: async () => answer, requestDeskKeyPort } as unknown as DesktopBridge;
        return { shell: createDesktopShell(bridge, source), source, send, listeners, asked };
    }

    it("takes the key port only from this window's own preload", async () => {
        const { shell, source, send, listeners } = desktop(true);
        const taken = shell.takeKeyPort();
        const port = { name: "the port" };
        send({ source: {}, data: "valise:key-port", ports: [{ name: "a frame's" }] });
        send({ source, data: "something else", ports: [{ name: "another" }] });
        send({ source, data: "valise:key-port", ports: [port] });
        expect(await taken).toBe(port);
        expect(listeners.size).toBe(0);
    });

    it("tells the officer's key from the store's, and asks for it in the person's language", async () => {
        const { shell, source, send, asked } = desktop(true);
        const taken = shell.takeDeskKeyPort({ language: "fr" });
        send({ source, data: "valise:key-port", ports: [{ name: "the store's" }] });
        const port = { name: "the officer's" };
        send({ source, data: "valise:desk-key-port", ports: [port] });
        expect(await taken).toBe(port);
        expect(asked).toEqual([{ language: "fr" }]);
    });

    it("answers null where there is no key, and stops listening", async () => {
        const { shell, listeners } = desktop(false);
        expect(await shell.takeKeyPort()).toBeNull();
        expect(listeners.size).toBe(0);
    });
});
