import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, rmSync } from "node:fs";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import type { Runtime } from "../runtime/ensureRuntime.ts";
import type { AgencyLayout } from "../stack/layout.ts";
import { lastLines, readJsonIfPresent, writeFileAtomic } from "./files.ts";
import { foldDeath } from "./foldDeath.ts";
import {
    endProcess,
    identifyProcess,
    isRunning,
    type ProcessIdentity,
    processIdentitySchema,
    signalGroup,
    waitUntilGone,
} from "./processIdentity.ts";
import { decideRestartDelay, STEADY_AFTER_MS } from "./restartDelay.ts";

export type HomeserverState = "stopped" | "starting" | "running" | "paused" | "died";

/** One Synapse process of ours, and what may be done to it. */
export interface Homeserver {
    readonly agencyId: string;
    state(): HomeserverState;
    pid(): number | undefined;
    /** Starts and waits until the server answers. */
    start(): Promise<Result<void, StackError>>;
    /** SIGTERM, then SIGKILL after eight seconds. */
    stop(): Promise<void>;
    /** SIGKILL, as a power cut would. */
    kill(): Promise<void>;
    pause(): boolean;
    resume(): boolean;
    restart(): Promise<Result<void, StackError>>;
    isHealthy(): Promise<boolean>;
}

export interface HomeserverOptions {
    readonly agencyId: string;
    readonly runtime: Runtime;
    readonly files: AgencyLayout;
    /** What Python runs: a script of ours and its arguments. */
    readonly launch: readonly string[];
    readonly clientPort: number;
    readonly startTimeoutMs: number;
    /** Aborting ends a start that is under way, and only that. */
    readonly signal?: AbortSignal | undefined;
    /** A server that was up died by itself; `again` says that it is being started again. */
    readonly onDied?: ((error: StackError, again: boolean) => void) | undefined;
}

const STOP_GRACE_MS = 8_000;

export function createHomeserver(options: HomeserverOptions): Homeserver {
    return new SynapseProcess(options);
}

class SynapseProcess implements Homeserver {
    readonly #options: HomeserverOptions;
    #child: ChildProcess | undefined;
    #identity: ProcessIdentity | undefined;
    #state: HomeserverState = "stopped";
    #exit = "";
    #starting: Promise<Result<void, StackError>> | undefined;
    #deaths = 0;
    #runningSinceMs = 0;
    #restartTimer: NodeJS.Timeout | undefined;

    constructor(options: HomeserverOptions) {
        this.#options = options;
    }

    get agencyId(): string {
        return this.#options.agencyId;
    }

    state(): HomeserverState {
        return this.#state;
    }

    pid(): number | undefined {
        return this.#identity?.pid;
    }

    isHealthy(): Promise<boolean> {
        return answers(this.#options.clientPort);
    }

    /** Whoever asks while a start is under way waits for that one. */
    start(): Promise<Result<void, StackError>> {
        this.#starting ??= this.#start().finally(() => {
            this.#starting = undefined;
        });
        return this.#starting;
    }

    stop(): Promise<void> {
        return this.#end(STOP_GRACE_MS);
    }

    kill(): Promise<void> {
        return this.#end(0);
    }

    async restart(): Promise<Result<void, StackError>> {
        await this.stop();
        return this.start();
    }

    pause(): boolean {
        return this.#signal("SIGSTOP", "paused");
    }

    resume(): boolean {
        return this.#signal("SIGCONT", "running");
    }

    #signal(signal: NodeJS.Signals, state: HomeserverState): boolean {
        const done = this.#identity !== undefined && signalGroup(this.#identity, signal);
        if (done) this.#state = state;
        return done;
    }

    async #start(): Promise<Result<void, StackError>> {
        if (this.#child !== undefined) return ok();
        this.#launch();
        const begunMs = performance.now();
        while (!(await this.isHealthy())) {
            if (this.#state !== "starting") return err(this.#describeDeath());
            if (this.#options.signal?.aborted) return err({ kind: "cancelled" });
            const waitedMs = performance.now() - begunMs;
            if (waitedMs > this.#options.startTimeoutMs) {
                await this.stop();
                return err({ kind: "homeserver-silent", waitedMs, ...this.#lastWords() });
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        if (this.#state !== "starting") return err(this.#describeDeath());
        this.#state = "running";
        this.#runningSinceMs = performance.now();
        return ok();
    }

    #launch(): void {
        clearTimeout(this.#restartTimer);
        this.#state = "starting";
        const child = spawnSynapse(this.#options);
        this.#child = child;
        this.#identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
        if (this.#identity !== undefined) writeFileAtomic(this.#options.files.pidFile, JSON.stringify(this.#identity));
        child.once("error", (error) => this.#ended(child, error.message));
        child.once("exit", (code, signal) => {
            this.#ended(child, signal === null ? `exit code ${code}` : `signal ${signal}`);
        });
    }

    /** Only an end that nobody asked for gets here with its child still in place. */
    #ended(child: ChildProcess, exit: string): void {
        if (this.#child !== child) return;
        const wasUp = this.#state === "running" || this.#state === "paused";
        const wasAsked = this.#state === "stopped";
        this.#forget();
        if (wasAsked) return;
        this.#exit = exit;
        this.#state = "died";
        if (wasUp) this.#startAgain();
    }

    #startAgain(): void {
        if (performance.now() - this.#runningSinceMs > STEADY_AFTER_MS) this.#deaths = 0;
        const delayMs = decideRestartDelay(this.#deaths++);
        this.#options.onDied?.(this.#describeDeath(), delayMs !== undefined);
        if (delayMs !== undefined) this.#restartTimer = setTimeout(() => void this.start(), delayMs);
    }

    async #end(graceMs: number): Promise<void> {
        clearTimeout(this.#restartTimer);
        this.#state = "stopped";
        const identity = this.#identity;
        if (identity === undefined) return;
        if (graceMs > 0) await endProcess(identity, graceMs);
        else if (signalGroup(identity, "SIGKILL")) await waitUntilGone(identity, 5_000);
        if (this.#identity === identity) this.#forget();
    }

    #forget(): void {
        this.#child = undefined;
        this.#identity = undefined;
        rmSync(this.#options.files.pidFile, { force: true });
    }

    #describeDeath(): StackError {
        const words = this.#lastWords();
        const known = foldDeath(words.logTail, this.#options.files.databaseFile);
        return known ?? { kind: "homeserver-died", exit: this.#exit, ...words };
    }

    #lastWords() {
        const { agencyId, files } = this.#options;
        return { agency: agencyId, logFile: files.logFile, logTail: tailOf(files) };
    }
}

/** Ends a Synapse that an earlier supervisor left behind; harmless when there is none. */
export async function endOrphan(files: AgencyLayout, onFound: () => void): Promise<void> {
    const orphan = processIdentitySchema.safeParse(readJsonIfPresent(files.pidFile)).data;
    if (orphan === undefined) return;
    if (isRunning(orphan)) onFound();
    await endProcess(orphan, 3_000);
    rmSync(files.pidFile, { force: true });
}

function spawnSynapse({ runtime, files, launch }: HomeserverOptions): ChildProcess {
    const consoleFile = openSync(files.consoleFile, "w", 0o600);
    try {
        return spawn(runtime.python, ["-B", ...launch], {
            cwd: files.dir,
            // A group of its own: Ctrl+C in the terminal reaches only the supervisor, which ends the servers in order.
            detached: true,
            stdio: ["pipe", consoleFile, consoleFile],
            env: {
                PATH: process.env.PATH ?? "",
                HOME: files.dir,
                LANG: "C.UTF-8",
                PYTHONPATH: runtime.pythonDir,
                PYTHONNOUSERSITE: "1",
                PYTHONUNBUFFERED: "1",
                MALLOC_ARENA_MAX: "2",
            },
        });
    } finally {
        closeSync(consoleFile);
    }
}

async function answers(port: number): Promise<boolean> {
    try {
        const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) });
        await response.arrayBuffer();
        return response.ok;
    } catch {
        return false;
    }
}

function tailOf(files: AgencyLayout): string[] {
    const spoken = lastLines(files.consoleFile, 15).filter((line) => line.trim() !== "");
    return [...lastLines(files.logFile, 10), ...spoken].slice(-20);
}
