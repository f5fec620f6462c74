import { afterEach, describe, expect, it, vi } from "vitest";
import { createMatrixHttp, type UploadInit } from "./createMatrixHttp.ts";

/** A session at a server that answers everything so. */
function at(body: string, init: ResponseInit) {
    const gone: boolean[] = [];
    const http = createMatrixHttp({
        baseUrl: "https://a.example/",
        fetch: async () => new Response(body, init),
        accessToken: () => "token",
        onTokenGone: (soft) => gone.push(soft),
        onHeard: () => {},
    });
    return { gone, ask: () => http.request("GET", "/_matrix/client/v3/x") };
}

const unknownToken = JSON.stringify({ errcode: "M_UNKNOWN_TOKEN", error: "no" });

describe("an answer", () => {
    it("is taken when it is a JSON object of success", async () => {
        expect(await at('{"a":1}', { status: 200 }).ask()).toEqual({ ok: true, value: { a: 1 } });
    });

    it.each([
        ["a page", "<form>Sign in</form>"],
        ["nothing", ""],
        ["a list", "[]"],
        ["an error called success", unknownToken],
    ])("that is %s counts as a gateway's failure and signs nobody out", async (_what, body) => {
        const { ask, gone } = at(body, { status: 200 });
        expect(await ask()).toMatchObject({ ok: false, error: { kind: "answered", status: 502, errcode: null } });
        expect(gone).toEqual([]);
    });

    it("signs out only in the homeserver's own words", async () => {
        const proxy = at("<h1>Proxy sign-in</h1>", { status: 401 });
        await proxy.ask();
        expect(proxy.gone).toEqual([]);
        const server = at(unknownToken, { status: 401 });
        await server.ask();
        expect(server.gone).toEqual([false]);
        const soft = at(JSON.stringify({ errcode: "M_UNKNOWN_TOKEN", soft_logout: true }), { status: 401 });
        await soft.ask();
        expect(soft.gone).toEqual([true]);
    });
});

describe("an upload", () => {
    afterEach(() => vi.useRealTimers());

    it("goes on for hours while it moves, and ends when it no longer does", async () => {
        vi.useFakeTimers();
        let begun: UploadInit | null = null;
        const http = createMatrixHttp({
            baseUrl: "https://a.example",
            fetch: async () => new Response(),
            upload: (_input, init) => {
                begun = init;
                return new Promise((_resolve, reject) => init.signal.addEventListener("abort", () => reject(init)));
            },
            accessToken: () => "token",
            onTokenGone: () => {},
            onHeard: () => {},
        });
        const sent: number[] = [];
        const control = { signal: new AbortController().signal, progressed: (bytes: number) => void sent.push(bytes) };
        const answer = http.uploadBytes(new Uint8Array(100), control);
        const { signal, progressed } = begun as never as UploadInit;
        for (let bytes = 1; bytes <= 50; bytes++) {
            await vi.advanceTimersByTimeAsync(240_000);
            progressed(bytes);
        }
        expect(signal.aborted).toBe(false);
        expect(sent).toHaveLength(50);
        await vi.advanceTimersByTimeAsync(300_000);
        expect(await answer).toMatchObject({ ok: false, error: { kind: "no-answer", reached: true } });
    });
});
