import { z } from "zod";
import { type EngineMethod, engineContract } from "./contract.ts";
import { callHost } from "./createLocalEngine.ts";
import type { EngineHost } from "./engine.ts";
import { diffSnapshot } from "./patch.ts";
import { plainTopics, roomTopics, type SnapshotOf, type TopicRef, type TopicSnapshots } from "./topics.ts";
import type { EnginePort, FromEngine } from "./wire.ts";

const roomTopic = z.strictObject({ topic: z.enum(roomTopics), roomId: z.string().regex(/^!/).max(255) });
const plainTopic = z.strictObject({ topic: z.enum(plainTopics) });
const toEngine = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("call"),
        callId: z.int(),
        method: z.string().refine((name): name is EngineMethod => Object.hasOwn(engineContract, name)),
        input: z.unknown(),
    }),
    z.strictObject({ kind: z.literal("subscribe"), subscriptionId: z.int(), ref: z.union([plainTopic, roomTopic]) }),
    z.strictObject({ kind: z.literal("unsubscribe"), subscriptionId: z.int() }),
]);

/** The worker's end: parses every message, answers calls, and sends each subscription its snapshot and then patches. */
export function serveEngine(port: EnginePort, host: EngineHost): void {
    const open = new Map<number, Disposable>();
    const post = (message: FromEngine) => port.postMessage(message);

    port.addEventListener("message", (event) => {
        const parsed = toEngine.safeParse(event.data);
        if (!parsed.success) return;
        const message = parsed.data;
        switch (message.kind) {
            case "call":
                callHost(host, message.method as EngineMethod, message.input).then((result) =>
                    post({ kind: "answer", callId: message.callId, result }),
                );
                return;
            case "subscribe":
                if (open.has(message.subscriptionId)) return;
                open.set(
                    message.subscriptionId,
                    openPatched(host, message.ref as TopicRef, (patch) =>
                        post({ kind: "patch", subscriptionId: message.subscriptionId, patch }),
                    ),
                );
                return;
            case "unsubscribe":
                open.get(message.subscriptionId)?.[Symbol.dispose]();
                open.delete(message.subscriptionId);
        }
    });
    port.start?.();
}

function openPatched(
    host: EngineHost,
    ref: TopicRef,
    send: (patch: import("./patch.ts").SnapshotPatch) => void,
): Disposable {
    let last: TopicSnapshots[keyof TopicSnapshots] | null = null;
    return host.openTopic(ref, (snapshot: SnapshotOf<TopicRef>) => {
        const patch =
            last === null
                ? { kind: "reset" as const, snapshot }
                : diffSnapshot(ref.topic, last as never, snapshot as never);
        last = snapshot;
        if (patch !== null) send(patch);
    });
}
