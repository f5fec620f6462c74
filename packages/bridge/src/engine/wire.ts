import type { Result } from "@valise/base";
import type { EngineMethod } from "./contract.ts";
import type { EngineFailure } from "./failure.ts";
import type { SnapshotPatch } from "./patch.ts";
import type { TopicRef } from "./topics.ts";

/** Page to worker. */
export type ToEngine =
    | { readonly kind: "call"; readonly callId: number; readonly method: EngineMethod; readonly input: unknown }
    | { readonly kind: "subscribe"; readonly subscriptionId: number; readonly ref: TopicRef }
    | { readonly kind: "unsubscribe"; readonly subscriptionId: number };

/** Worker to page. */
export type FromEngine =
    | { readonly kind: "answer"; readonly callId: number; readonly result: Result<unknown, EngineFailure> }
    | { readonly kind: "patch"; readonly subscriptionId: number; readonly patch: SnapshotPatch };

/** The part of MessagePort (and of a dedicated worker's scope) that both sides use. */
export interface EnginePort {
    postMessage(message: unknown, transfer?: Transferable[]): void;
    addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
    start?(): void;
}
