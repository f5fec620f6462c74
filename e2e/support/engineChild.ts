import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngineClient, type Engine, type EngineCommands, type EnginePort } from "@valise/bridge";
import type { NodeEngine } from "@valise/matrix/node";

/** A person's app, without its screen, in a process of its own. What its subscribers saw is what was on the killed screen. */
export interface EngineChild extends NodeEngine {
    /** SIGKILL. Calls that wait are answered as failed, and its subscriptions are silent from then on. */
    kill(): Promise<void>;
    /** A new process on the same profile, started as the first was. */
    restart(): Promise<void>;
}

interface Running {
    readonly child: ChildProcess;
    readonly engine: Engine;
    readonly ended: Promise<void>;
}

export async function startEngineChild(): Promise<EngineChild> {
    const profileDir = mkdtempSync(join(tmpdir(), "valise-engine-"));
    let running = await run(profileDir);
    let started: unknown = null;
    const lost = { ok: false, error: { kind: "store-unavailable" } } as const;
    const call = async (method: keyof EngineCommands, input: unknown) => {
        const { engine, ended } = running;
        if (method === "start") started = input;
        const command = engine.commands[method] as (given: unknown) => Promise<unknown>;
        return Promise.race([command(input), ended.then(() => lost)]);
    };
    const kill = async () => {
        running.child.kill("SIGKILL");
        await running.ended;
    };
    return {
        commands: new Proxy({} as EngineCommands, {
            get: (_target, method) => (input: unknown) => call(method as keyof EngineCommands, input),
        }),
        subscribe: (ref, listener) => running.engine.subscribe(ref, listener),
        kill,
        async restart() {
            running = await run(profileDir);
            await call("start", started);
        },
        async close() {
            await kill();
            rmSync(profileDir, { recursive: true, force: true });
        },
    };
}

async function run(profileDir: string): Promise<Running> {
    const child = fork(join(import.meta.dirname, "engineChildProcess.ts"), [profileDir], { serialization: "advanced" });
    const ended = new Promise<void>((done) => child.once("close", () => done()));
    const ready = new Promise<void>((done) => child.once("message", () => done()));
    await Promise.race([
        ready,
        ended.then(() => {
            throw new Error("the engine's process ended before it was ready");
        }),
    ]);
    const port: EnginePort = {
        postMessage: (message) => void (child.connected && child.send(message as object, () => {})),
        addEventListener: (_type, listener) =>
            void child.on("message", (data) => listener({ data } as unknown as MessageEvent)),
    };
    return { child, engine: createEngineClient(port), ended };
}
