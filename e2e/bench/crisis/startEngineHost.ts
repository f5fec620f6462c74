import { fork } from "node:child_process";
import { join } from "node:path";
import { createEngineClient, type EnginePort } from "@valise/bridge";
import type { NodeEngine } from "@valise/matrix/node";
import type { HostMessage } from "./engineHostProcess.ts";

/** A process of its own in which any number of complete engines run. */
export interface EngineHost extends Disposable {
    open(): Promise<NodeEngine>;
}

export function startEngineHost(): EngineHost {
    const child = fork(join(import.meta.dirname, "engineHostProcess.ts"), { serialization: "advanced" });
    const opened = new Map<number, () => void>();
    const listeners = new Map<number, (message: MessageEvent) => void>();
    child.on("message", ({ engine, data }: HostMessage) => {
        if (data === undefined) opened.get(engine)?.();
        else listeners.get(engine)?.({ data } as MessageEvent);
    });
    return {
        async open() {
            const engine = opened.size;
            const send = (data: unknown) => void (child.connected && child.send({ engine, data }, () => {}));
            const ready = new Promise<void>((done) => opened.set(engine, done));
            send(undefined);
            await ready;
            const port: EnginePort = {
                postMessage: send,
                addEventListener: (_type, listener) => void listeners.set(engine, listener),
            };
            return { ...createEngineClient(port), close: async () => {} };
        },
        [Symbol.dispose]: () => void child.kill("SIGKILL"),
    };
}
