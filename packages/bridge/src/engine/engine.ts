import type { Result } from "@valise/base";
import type { EngineInput, EngineMethod, EngineOutput, EngineParsed } from "./contract.ts";
import type { EngineFailure } from "./failure.ts";
import type { SnapshotOf, TopicRef } from "./topics.ts";

/** What the page, a script and a test hold: the same whether the engine runs in a worker or in this process. */
export type EngineCommands = {
    readonly [M in EngineMethod]: (input: EngineInput<M>) => Promise<Result<EngineOutput<M>, EngineFailure>>;
};

export interface Engine {
    readonly commands: EngineCommands;
    /**
     * Calls back with the snapshot as it is now, then with each newer one; at most one call per animation-frame-sized batch.
     * Unchanged rows keep their identity. Disposing closes the topic.
     */
    subscribe<R extends TopicRef>(ref: R, listener: (snapshot: SnapshotOf<R>) => void): Disposable;
}

/** What implements a method: input already parsed. */
export type EngineHandlers = {
    readonly [M in EngineMethod]: (input: EngineParsed<M>) => Promise<Result<EngineOutput<M>, EngineFailure>>;
};

/** What an engine offers to be served: handlers and topics that publish whole snapshots. */
export interface EngineHost {
    readonly handlers: EngineHandlers;
    openTopic<R extends TopicRef>(ref: R, publish: (snapshot: SnapshotOf<R>) => void): Disposable;
}
