import { ok } from "@valise/base";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RoomId } from "../ids.ts";
import { createEngineClient } from "./createEngineClient.ts";
import type { EngineHandlers, EngineHost } from "./engine.ts";
import { serveEngine } from "./serveEngine.ts";
import type { TopicSnapshots } from "./topics.ts";

function connect(handlers: Partial<EngineHandlers>) {
    const published: { publish: (snapshot: never) => void; closed: boolean }[] = [];
    const host: EngineHost = {
        handlers: handlers as EngineHandlers,
        openTopic: (_ref, publish) => {
            const topic = { publish: publish as (snapshot: never) => void, closed: false };
            published.push(topic);
            return {
                [Symbol.dispose]() {
                    topic.closed = true;
                },
            };
        },
    };
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    serveEngine(port2 as never, host);
    return { engine: createEngineClient(port1 as never), published, port: port1 };
}

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("the boundary between page and engine", () => {
    it("carries a call to its handler and the answer back", async () => {
        const { engine } = connect({ readDraft: async ({ roomId }) => ok({ text: `draft of ${roomId}` }) });
        expect(await engine.commands.readDraft({ roomId: "!a:x" })).toEqual(ok({ text: "draft of !a:x" }));
    });

    it("refuses malformed input by the path that is wrong, before any handler", async () => {
        const { engine } = connect({});
        const result = await engine.commands.readDraft({ roomId: "not a room" });
        expect(result).toEqual({ ok: false, error: { kind: "invalid-input", path: "roomId" } });
    });

    it("answers a handler that throws with a refusal that carries no content", async () => {
        const { engine } = connect({
            readDraft: async () => {
                throw new TypeError("secret words");
            },
        });
        const result = await engine.commands.readDraft({ roomId: "!a:x" });
        expect(result).toEqual({ ok: false, error: { kind: "unexpected", name: "TypeError" } });
    });

    it("delivers snapshots by patches and closes the topic with the subscription", async () => {
        const { engine, published } = connect({});
        const seen: TopicSnapshots["members"][] = [];
        const subscription = engine.subscribe({ topic: "members", roomId: "!a:x" as RoomId }, (s) => seen.push(s));
        await until(() => published.length === 1);
        const member = { userId: "@a:x", name: "A" };
        published[0]?.publish({ roomId: "!a:x", loaded: true, mayInvite: true, rows: [member] } as never);
        published[0]?.publish({
            roomId: "!a:x",
            loaded: true,
            mayInvite: true,
            rows: [member, { userId: "@b:x" }],
        } as never);
        await until(() => seen.length === 2);
        expect(seen[1]?.rows).toHaveLength(2);
        expect(seen[1]?.rows[0]).toBe(seen[0]?.rows[0]);
        subscription[Symbol.dispose]();
        await until(() => published[0]?.closed === true);
    });

    it("ignores messages that are not of the protocol", async () => {
        const { engine, port } = connect({ readDraft: async () => ok({ text: "" }) });
        port.postMessage({ kind: "call", callId: 1, method: "constructor", input: {} });
        port.postMessage("nonsense");
        expect((await engine.commands.readDraft({ roomId: "!a:x" })).ok).toBe(true);
    });
});
