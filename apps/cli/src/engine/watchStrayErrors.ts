/** What `process` tells of errors that nobody caught. */
export interface StrayErrors {
    on(event: "unhandledRejection" | "uncaughtException", listener: (error: unknown) => void): unknown;
}

/**
 * Whether the engine may go on after an error that nobody caught. A promise that nobody awaits has no one who takes its
 * success for granted, so nothing is sent or shown because of it. After anything else, or once the cryptography has
 * panicked (WebAssembly traps), what is in memory is not to be trusted: the engine ends, and the next reads the disk.
 */
export function decideAfterStray(origin: "unhandledRejection" | "uncaughtException", error: unknown): "go-on" | "end" {
    return origin === "uncaughtException" || error instanceof WebAssembly.RuntimeError ? "end" : "go-on";
}

/** Logs the name of each such error and nothing else of it: a message may hold what must not be written down. */
export function watchStrayErrors(from: StrayErrors, log: (line: string) => void, end: () => void): void {
    for (const origin of ["unhandledRejection", "uncaughtException"] as const) {
        from.on(origin, (error) => {
            const next = decideAfterStray(origin, error);
            log(`${origin}: ${nameOf(error)}, ${next}`);
            if (next === "end") end();
        });
    }
}

/** A server's error code can become an error's name: only what looks like a name is written. */
function nameOf(error: unknown): string {
    const name = error instanceof Error ? error.name : typeof error;
    return /^[A-Za-z_]{1,40}$/.test(name) ? name : "Error";
}
