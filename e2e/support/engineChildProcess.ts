/** One engine on the profile folder named, served to the parent over the channel between them; it ends with its parent. */
import { type EngineHandlers, type EnginePort, serveEngine } from "@valise/bridge";
import { createNodeEngine } from "@valise/matrix/node";

const profileDir = process.argv[2] ?? "";
process.on("disconnect", () => process.exit(0));
const engine = await createNodeEngine({ profileDir, storeKey: new Uint8Array(32).fill(7) });
const port: EnginePort = {
    postMessage: (message) => void (process.connected && process.send?.(message)),
    addEventListener: (_type, listener) => void process.on("message", (data) => listener({ data } as MessageEvent)),
};
serveEngine(port, { handlers: engine.commands as unknown as EngineHandlers, openTopic: engine.subscribe });
process.send?.("ready");
