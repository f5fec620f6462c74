import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { streamedUpload } from "./streamedUpload.ts";
import { type SlowServer, startSlowServer } from "./testing/slowServer.ts";

/** More than the sockets of both sides hold. */
const body = new Uint8Array(16 * 1024 * 1024);
const upload = streamedUpload(fetch);
let server: SlowServer;

describe("an upload in Node", () => {
    beforeEach(async () => {
        server = await startSlowServer();
    });
    afterEach(() => server[Symbol.asyncDispose]());

    const start = (path: string, sent: number[], signal = new AbortController().signal) =>
        upload(server.origin + path, { method: "POST", headers: {}, body, signal, progressed: (n) => sent.push(n) });

    it("tells how far it is, and never more than has left", async () => {
        const sent: number[] = [];
        const answer = start("/", sent);
        await vi.waitFor(() => expect(sent.at(-1)).toBeGreaterThan(0));
        expect(sent.at(-1)).toBeLessThan(body.byteLength);
        server.take();
        const whole = await (await answer).json();
        expect(whole).toEqual({ bytes: body.byteLength, length: String(body.byteLength) });
        expect(sent.at(-1)).toBe(body.byteLength);
        expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    });

    it("ends when it is cancelled", async () => {
        const abort = new AbortController();
        const sent: number[] = [];
        const answer = start("/", sent, abort.signal);
        await vi.waitFor(() => expect(sent.at(-1)).toBeGreaterThan(0));
        abort.abort();
        await expect(answer).rejects.toThrow();
    });

    it("goes nowhere else", async () => {
        await expect(start("/moved", [])).rejects.toThrow();
    });
});
