import type { Result } from "@valise/base";
import type { Engine, EngineCommands } from "./engine.ts";
import type { EngineFailure } from "./failure.ts";
import { applyPatch } from "./patch.ts";
import type { SnapshotOf, TopicRef, TopicSnapshots } from "./topics.ts";
import type { EnginePort, FromEngine, ToEngine } from "./wire.ts";

interface Subscription {
    readonly topic: keyof TopicSnapshots;
    snapshot: TopicSnapshots[keyof TopicSnapshots] | null;
    readonly listener: (snapshot: never) => void;
}

/** The page's end of the boundary: turns calls into messages and patches into snapshots. Holds no schema, to stay small. */
export function createEngineClient(port: EnginePort): Engine {
    const waiting = new Map<number, (result: Result<never, EngineFailure>) => void>();
    const subscriptions = new Map<number, Subscription>();
    let lastId = 0;
    const post = (message: ToEngine) => port.postMessage(message);

    port.addEventListener("message", (event) => {
        const message = event.data as FromEngine;
        if (message.kind === "answer") {
            waiting.get(message.callId)?.(message.result as Result<never, EngineFailure>);
            waiting.delete(message.callId);
            return;
        }
        const subscription = subscriptions.get(message.subscriptionId);
        if (subscription === undefined) return;
        subscription.snapshot = applyPatch(subscription.topic, subscription.snapshot, message.patch);
        subscription.listener(subscription.snapshot as never);
    });
    port.start?.();

    const commands = new Proxy({} as EngineCommands, {
        get: (_target, method) => (input: unknown) =>
            new Promise((resolve) => {
                const callId = ++lastId;
                waiting.set(callId, resolve);
                post({ kind: "call", callId, method: method as keyof EngineCommands, input });
            }),
    });
    return {
        commands,
        subscribe<R extends TopicRef>(ref: R, listener: (snapshot: SnapshotOf<R>) => void) {
            const subscriptionId = ++lastId;
            subscriptions.set(subscriptionId, { topic: ref.topic, snapshot: null, listener });
            post({ kind: "subscribe", subscriptionId, ref });
            return {
                [Symbol.dispose]() {
                    subscriptions.delete(subscriptionId);
                    post({ kind: "unsubscribe", subscriptionId });
                },
            };
        },
    };
}
