import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFramePort } from "./framePort.ts";

describe("frames over a local socket", () => {
    it("arrive whole and in order, however the stream is cut", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(fc.oneof(fc.jsonValue(), fc.uint8Array({ maxLength: 300 })), { maxLength: 8 }),
                fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
                async (messages, cuts) => {
                    const chunks: Buffer[] = [];
                    const outgoing = new PassThrough();
                    outgoing.on("data", (chunk) => chunks.push(chunk));
                    const sender = createFramePort(outgoing as unknown as Socket);
                    for (const message of messages) sender.postMessage(message);
                    await new Promise((resolve) => outgoing.end(resolve));

                    const incoming = new PassThrough();
                    const seen: unknown[] = [];
                    createFramePort(incoming as unknown as Socket).addEventListener("message", (event) =>
                        seen.push(event.data),
                    );
                    const bytes = Buffer.concat(chunks);
                    for (let at = 0, turn = 0; at < bytes.length; turn++) {
                        const size = cuts[turn % cuts.length] ?? 1;
                        incoming.write(bytes.subarray(at, at + size));
                        at += size;
                    }
                    await new Promise((resolve) => setImmediate(resolve));
                    expect(seen).toEqual(messages);
                },
            ),
            { numRuns: 50 },
        );
    });

    it("closes on a length that is no frame of ours", () => {
        const incoming = new PassThrough();
        createFramePort(incoming as unknown as Socket);
        incoming.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0]));
        return new Promise<void>((resolve) => incoming.once("close", resolve));
    });
});
