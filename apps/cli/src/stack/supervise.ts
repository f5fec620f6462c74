/**
 * Runs the stack of a data folder in the background: `node supervise.ts DATA_DIR PROFILE [policy]`. Says over its IPC channel how the start
 * goes, then stays until SIGTERM.
 */
import { defaultRuntimeDir, demoStack, describeStackError, stackExitCode, startStack } from "@valise/homeserver";
import { serveDemo } from "../demo/serveDemo.ts";
import { startDemoPolicy } from "../demo/startDemoPolicy.ts";
import { enginesEnded } from "../engine/connectEngine.ts";

export type SuperviseMessage =
    | { readonly kind: "step"; readonly step: string }
    | { readonly kind: "ready" }
    | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly exitCode: number };

const tell = (message: SuperviseMessage): Promise<void> =>
    new Promise((resolve) => (process.connected ? process.send?.(message, () => resolve()) : resolve()));

const dataDir = process.argv[2] ?? "";
const asked = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => asked.abort());
// Until it is ready, it is its starter's: nothing half started outlives that.
const leash = () => asked.abort();
process.once("disconnect", leash);

using policy = process.argv[4] === "policy" ? await startDemoPolicy(dataDir, demoStack) : undefined;
const started = await startStack({
    description: demoStack,
    dataDir,
    profile: process.argv[3] === "scale" ? "scale" : "embedded",
    runtimeDir: defaultRuntimeDir(),
    policyUrl: policy?.urlOf,
    lockWaitMs: 10_000,
    signal: asked.signal,
    onProgress: (step) => void tell({ kind: "step", step }),
});
if (started.ok) {
    await using stack = started.value;
    const demo = serveDemo({
        ...{ dataDir: stack.dataDir, signal: asked.signal, say: () => {} },
        onTrust: (trust) => stack.setTrust(trust),
    });
    // Without it the stack still runs, with nobody cleared.
    await demo.catch(() => tell({ kind: "step", step: "nobody-cleared" }));
    process.off("disconnect", leash);
    await tell({ kind: "ready" });
    if (process.connected) process.disconnect();
    if (!asked.signal.aborted) await new Promise((resolve) => asked.signal.addEventListener("abort", resolve));
} else {
    const { error } = started;
    await tell({
        kind: "failed",
        code: error.kind,
        message: describeStackError(error),
        exitCode: stackExitCode(error),
    });
    if (process.connected) process.disconnect();
}
await enginesEnded(dataDir);
// A desk that waits for an engine must not hold a stack that has ended.
process.exit();
