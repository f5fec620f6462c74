import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import type { Runtime } from "../runtime/ensureRuntime.ts";
import type { AgencyLayout } from "../stack/layout.ts";
import { lastLines, readJsonIfPresent, writeFileAtomic } from "./files.ts";
import {
    endProcess,
    identifyProcess,
    type ProcessIdentity,
    processIdentitySchema,
    signalProcess,
    waitUntilGone,
} from "./processIdentity.ts";

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
    readonly clientPort: number;
    readonly startTimeoutMs: number;
    /** Aborting ends a start that is under way, and only that. */
    readonly signal?: AbortSignal | undefined;
}

const STOP_GRACE_MS = 8_000;

export function createHomeserver(options: HomeserverOptions): Homeserver {
    const { agencyId, files } = options;
    let child: ChildProcess | undefined;
    let identity: ProcessIdentity | undefined;
    let state: HomeserverState = "stopped";
    let exit = "";

    const launch = (): void => {
        state = "starting";
        exit = "";
        const started = spawnSynapse(options);
        child = started;
        identity = started.pid === undefined ? undefined : identifyProcess(started.pid);
        if (identity !== undefined) writeFileAtomic(files.pidFile, JSON.stringify(identity));
        const ended = (how: string) => {
            if (child !== started) return;
            exit = how;
            state = "died";
            child = undefined;
            identity = undefined;
            rmSync(files.pidFile, { force: true });
        };
        started.once("error", (error) => ended(error.message));
        started.once("exit", (code, signal) => ended(signal === null ? `exit code ${code}` : `signal ${signal}`));
    };
    const failure = (waitedMs: number | undefined): StackError => {
        const common = { agency: agencyId, logFile: files.logFile, logTail: tailOf(files) };
        return waitedMs === undefined
            ? { kind: "homeserver-died", exit, ...common }
            : { kind: "homeserver-silent", waitedMs, ...common };
    };
    const isHealthy = () => answers(options.clientPort);
    const end = async (graceMs: number): Promise<void> => {
        if (identity !== undefined) {
            if (graceMs > 0) await endProcess(identity, graceMs);
            else if (signalProcess(identity, "SIGKILL")) await waitUntilGone(identity, 5_000);
        }
        rmSync(files.pidFile, { force: true });
        child = undefined;
        identity = undefined;
        state = "stopped";
    };
    const self: Homeserver = {
        agencyId,
        state: () => state,
        pid: () => identity?.pid,
        isHealthy,
        async start() {
            if (child !== undefined) return ok();
            launch();
            const begunMs = performance.now();
            while (!(await isHealthy())) {
                if (state !== "starting") return err(failure(undefined));
                if (options.signal?.aborted) return err({ kind: "cancelled" });
                const waitedMs = performance.now() - begunMs;
                if (waitedMs > options.startTimeoutMs) {
                    const error = failure(waitedMs);
                    await end(STOP_GRACE_MS);
                    return err(error);
                }
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
            if (state !== "starting") return err(failure(undefined));
            state = "running";
            return ok();
        },
        stop: () => end(STOP_GRACE_MS),
        kill: () => end(0),
        pause() {
            const done = identity !== undefined && signalProcess(identity, "SIGSTOP");
            if (done) state = "paused";
            return done;
        },
        resume() {
            const done = identity !== undefined && signalProcess(identity, "SIGCONT");
            if (done) state = "running";
            return done;
        },
        async restart() {
            await end(STOP_GRACE_MS);
            return self.start();
        },
    };
    return self;
}

/** Ends a Synapse that an earlier supervisor left behind; harmless when there is none. */
export async function endOrphan(files: AgencyLayout): Promise<boolean> {
    const orphan = processIdentitySchema.safeParse(readJsonIfPresent(files.pidFile)).data;
    if (orphan === undefined) return false;
    await endProcess(orphan, 3_000);
    rmSync(files.pidFile, { force: true });
    return true;
}

function spawnSynapse({ runtime, files }: HomeserverOptions): ChildProcess {
    const consoleFile = openSync(files.consoleFile, "w", 0o600);
    try {
        return spawn(runtime.python, ["-B", join(runtime.pythonDir, "run_synapse.py"), "-c", files.configFile], {
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
