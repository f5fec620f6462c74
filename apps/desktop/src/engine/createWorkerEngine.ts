import { createEngineClient, type Engine } from "@valise/bridge";

export interface WorkerEngine extends Engine {
    /** Calls back when the worker cannot be loaded or stopped at a fault of its own. */
    onBroken(listener: () => void): void;
    /** Hands on, unread, what opens a security officer's key; the command that uses it comes next. */
    handDeskKey(keyPort: MessagePort): void;
}

/**
 * Speaks to the engine in its own thread. The key port, where the shell has one, is handed on unread: this page never sees
 * the key. It goes with the worker's first message, as packages/matrix/src/worker asks.
 */
export function createWorkerEngine(worker: Worker, keyPort: MessagePort | null): WorkerEngine {
    if (keyPort === null) worker.postMessage({ kind: "init" });
    else worker.postMessage({ kind: "init", keyPort }, [keyPort]);
    const { commands, subscribe } = createEngineClient(worker);
    return {
        commands,
        subscribe,
        onBroken: (listener) => worker.addEventListener("error", listener),
        handDeskKey: (deskKeyPort) => worker.postMessage({ kind: "desk-key", keyPort: deskKeyPort }, [deskKeyPort]),
    };
}
