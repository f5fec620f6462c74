import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Stack, stackTrustSchema } from "@valise/homeserver";

const script = join(import.meta.dirname, "../apps/cli/src/demo/demoService.ts");

/** Beside a stack: its community, cleared people, status services. Disposing waits until it has gone. */
export interface Demo extends AsyncDisposable {
    /** Tells it to end; it goes once the stack has ended and the last engine with it. */
    end(): void;
    /** Resolves when clients can be configured with the community; false: it could not be set up, and was said why. */
    readonly trusted: Promise<boolean>;
    /** Resolves when everything is set up, or has failed. */
    readonly ready: Promise<void>;
}

/**
 * Starts the `valise` command's demonstration service for a stack that runs. What it makes known is handed to the stack, so
 * that every client finds it. Without it the stack still runs, with nobody cleared.
 */
export function startDemo(stack: Stack, say: (line: string) => void): Demo {
    const child = spawn(process.execPath, [script, stack.dataDir], {
        stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    let ending = false;
    const trusted = Promise.withResolvers<boolean>();
    const ready = Promise.withResolvers<void>();
    child.on("message", (message: { kind: string; trust?: unknown; text?: string; reason?: string }) => {
        if (message.kind === "say") say(String(message.text));
        if (message.kind === "trust") {
            stack.setTrust(stackTrustSchema.parse(message.trust));
            trusted.resolve(true);
        }
        if (message.kind === "ready") ready.resolve();
        if (message.kind === "failed") {
            say(`Nobody is cleared: ${message.reason}`);
            trusted.resolve(false);
            ready.resolve();
        }
    });
    void ended.then(() => {
        if (!ending) say("The demonstration's service has ended.");
        trusted.resolve(false);
        ready.resolve();
    });
    return {
        trusted: trusted.promise,
        ready: ready.promise,
        end() {
            ending = true;
            if (child.exitCode === null) child.kill("SIGTERM");
        },
        [Symbol.asyncDispose]: () => ended,
    };
}
