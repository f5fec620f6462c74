import type { SnapshotOf, TopicRef } from "@valise/bridge";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import type { EngineConnection } from "./connectEngine.ts";

/**
 * The first answer of `pick` that is not null, over the snapshots of a topic. What `pick` throws ends the wait.
 * After `timeoutS` seconds it rejects with `onTimeout()`; when the engine goes away, with that.
 */
export function until<R extends TopicRef, T>(
    engine: EngineConnection,
    ref: R,
    pick: (snapshot: SnapshotOf<R>) => T | null,
    timeoutS: number,
    onTimeout: () => Error = () => timedOut(timeoutS),
): Promise<T> {
    return new Promise<T>((resolve, reject) => {
        const cleanup = new DisposableStack();
        const end = (settle: () => void) => {
            cleanup.dispose();
            settle();
        };
        const timer = setTimeout(() => end(() => reject(onTimeout())), Math.min(timeoutS * 1000, 2 ** 31 - 1));
        cleanup.defer(() => clearTimeout(timer));
        engine.lost.catch((error) => end(() => reject(error)));
        const subscription = engine.subscribe(ref, (snapshot) => {
            try {
                const picked = pick(snapshot);
                if (picked !== null) end(() => resolve(picked));
            } catch (error) {
                end(() => reject(error));
            }
        });
        if (cleanup.disposed) subscription[Symbol.dispose]();
        else cleanup.use(subscription);
    });
}

export const timedOut = (seconds: number) =>
    new CommandFailure("timeout", exitCodes.failed, "failure.timeout", { seconds });
