/**
 * The demonstration's community beside a running stack, as a process: `node demoService.ts DATA_DIR`. Speaks over its IPC
 * channel. Told to end, or without its starter, it goes when the last engine has: the stack ends meanwhile.
 */
import type { StackTrust } from "@valise/homeserver";
import { enginesEnded } from "../engine/connectEngine.ts";
import { serveDemo } from "./serveDemo.ts";

export type DemoMessage =
    | { readonly kind: "trust"; readonly trust: StackTrust }
    | { readonly kind: "ready" }
    | { readonly kind: "say"; readonly text: string }
    | { readonly kind: "failed"; readonly reason: string };

const dataDir = process.argv[2] ?? "";
const asked = new AbortController();
const tell = (message: DemoMessage): void => void (process.connected && process.send?.(message));
const end = () => {
    if (asked.signal.aborted) return;
    asked.abort();
    void enginesEnded(dataDir).finally(() => process.exit());
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
process.once("disconnect", end);

try {
    await serveDemo({
        dataDir,
        signal: asked.signal,
        onTrust: (trust) => tell({ kind: "trust", trust }),
        say: (text) => tell({ kind: "say", text }),
    });
    tell({ kind: "ready" });
} catch (error) {
    tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
}
