/** Several engines in memory, each served to the parent under its number; they end with their parent. */
import { type EngineHandlers, type EnginePort, serveEngine } from "@valise/bridge";
import { memoryEngine } from "@valise/matrix/testing";

/** What goes between the processes: for which engine, and what a port would carry. `data` undefined: there is one now. */
export interface HostMessage {
    readonly engine: number;
    readonly data?: unknown;
}

process.on("disconnect", () => process.exit(0));
const ports = new Map<number, (data: unknown) => void>();
const send = (message: HostMessage) => void (process.connected && process.send?.(message));
process.on("message", (message: HostMessage) => {
    if (message.data === undefined) void open(message.engine);
    else ports.get(message.engine)?.(message.data);
});

async function open(number: number): Promise<void> {
    const engine = await memoryEngine();
    const port: EnginePort = {
        postMessage: (data) => send({ engine: number, data }),
        addEventListener: (_type, listener) => void ports.set(number, (data) => listener({ data } as MessageEvent)),
    };
    serveEngine(port, { handlers: engine.commands as unknown as EngineHandlers, openTopic: engine.subscribe });
    send({ engine: number });
}
