import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEngineClient, type Engine } from "@valise/bridge";
import { createFileLock } from "@valise/matrix/node";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { listProfiles, type Profile } from "../profile/Profile.ts";
import { tryConnect } from "./canConnect.ts";
import { createFramePort } from "./framePort.ts";
import { socketPath } from "./socketPath.ts";

const startWaitMs = 30_000;

export interface EngineConnection extends Engine, Disposable {
    /** Rejects when the engine goes away under us. */
    readonly lost: Promise<never>;
}

/** The account's engine: the one that serves already, or a new one in the background. The store is never opened twice. */
export async function connectEngine(profile: Profile): Promise<EngineConnection> {
    const path = socketPath(profile.dir);
    const untilMs = performance.now() + startWaitMs;
    let starting: ChildProcess | null = null;
    for (;;) {
        const socket = await tryConnect(path);
        if (socket !== null) {
            starting?.unref();
            return wrap(socket, profile);
        }
        if (starting === null || starting.exitCode === 0) starting = startEngine(profile);
        const died = starting.exitCode !== null && starting.exitCode !== 0;
        if (died || performance.now() > untilMs) throw engineFailure(profile);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

function wrap(socket: Socket, profile: Profile): EngineConnection {
    const lost = new Promise<never>((_, reject) => {
        socket.once("close", () => reject(engineFailure(profile)));
    });
    lost.catch(() => {});
    socket.on("error", () => socket.destroy());
    return { ...createEngineClient(createFramePort(socket)), lost, [Symbol.dispose]: () => socket.destroy() };
}

function startEngine(profile: Profile): ChildProcess {
    const log = openSync(logFile(profile), "w", 0o600);
    // An extra authority is read by Node at its start only.
    const env = { ...process.env, ...(profile.caFile !== null && { NODE_EXTRA_CA_CERTS: profile.caFile }) };
    const script = fileURLToPath(import.meta.resolve("./engineProcess.ts"));
    const child = spawn(process.execPath, [script, profile.dir], {
        cwd: profile.dir,
        detached: true,
        stdio: ["ignore", "ignore", log],
        env,
    });
    closeSync(log);
    return child;
}

/** Resolves once no engine has this profile open any more. */
export async function engineEnded(profile: Profile): Promise<void> {
    const held = await createFileLock(join(profile.dir, "engine.lock")).acquire(startWaitMs);
    if (held.ok) held.value[Symbol.dispose]();
}

/** Resolves once no account of this data folder is open any more: engines end by themselves when their stack does. */
export async function enginesEnded(dataDir: string): Promise<void> {
    await Promise.all(listProfiles([join(dataDir, "accounts")]).map(engineEnded));
}

const logFile = (profile: Profile) => join(profile.dir, "engine.log");

const engineFailure = (profile: Profile) =>
    new CommandFailure("engine-not-running", exitCodes.failed, "failure.engine", { log: logFile(profile) });
