import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
    defaultDataDir,
    findRunningStack,
    type RunningStack,
    type StackProfile,
    stopRunningStack,
} from "@valise/homeserver";
import type { Context } from "../commands/Context.ts";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import type { SuperviseMessage } from "./supervise.ts";

const dataDirOf = ({ data, env }: Context) => resolve(data ?? defaultDataDir(env));

/** Brings three agencies up in the background and answers with the line of `npm start -- --headless --json`. */
export interface StartOptions {
    readonly profile: StackProfile;
    readonly policy?: boolean;
}

export async function startStackCommand(context: Context, options: StartOptions): Promise<void> {
    const dataDir = dataDirOf(context);
    if (findRunningStack(dataDir) === undefined) await supervise(context, dataDir, options);
    const running = findRunningStack(dataDir);
    if (running === undefined) throw stackFailure("stack-ended", "The stack ended at once.", exitCodes.failed);
    context.output.data(running.ready, describe(running));
}

function supervise({ output }: Context, dataDir: string, { profile, policy }: StartOptions): Promise<void> {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    output.say(output.words("say.stackStarting"));
    const script = fileURLToPath(import.meta.resolve("./supervise.ts"));
    const child = spawn(process.execPath, [script, dataDir, profile, ...(policy === true ? ["policy"] : [])], {
        cwd: dataDir,
        detached: true,
        stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    return new Promise((done, reject) => {
        const stop = () => child.kill("SIGTERM");
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
        child.on("message", (message: SuperviseMessage) => {
            if (message.kind === "step") output.say(`  ${message.step}`);
            if (message.kind === "failed") reject(stackFailure(message.code, message.message, message.exitCode));
            if (message.kind !== "ready") return;
            for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
            child.removeAllListeners();
            child.unref();
            done();
        });
        child.on("exit", () =>
            reject(stackFailure("stack-ended", "The stack ended while it started.", exitCodes.failed)),
        );
    });
}

export async function stopStack(context: Context): Promise<void> {
    const stopped = await stopRunningStack(dataDirOf(context));
    context.output.say(context.output.words(stopped ? "say.stackStopped" : "say.stackNotRunning"));
    context.output.data({ stopped }, "");
}

/** What runs, and the state of each homeserver and link. Exit 1 when nothing runs. */
export async function stackStatus(context: Context): Promise<void> {
    const running = findRunningStack(dataDirOf(context));
    if (running === undefined) {
        context.output.data({ running: false }, "");
        throw new CommandFailure("stack-not-running", exitCodes.failed, "say.stackNotRunning");
    }
    const status = (await control(running, "GET", "/status")) as {
        readonly homeservers: readonly { readonly id: string; readonly state: string }[];
    };
    const plain = status.homeservers.map(({ id, state }) => `${id}\t${state}`).join("\n");
    context.output.data({ running: true, ...running.ready, ...status }, plain);
}

/** The installed Synapse is kept; everything that belongs to the stack's people and servers goes. */
export async function resetStack(context: Context): Promise<void> {
    const dataDir = dataDirOf(context);
    await stopRunningStack(dataDir);
    if (findRunningStack(dataDir) !== undefined) {
        throw new CommandFailure("stack-already-running", exitCodes.failed, "failure.stackRunning");
    }
    const keep = new Set(["runtime", "cache"]);
    // Only a folder that is a stack's: a wrong VALISE_DATA must not cost anything else.
    const isStack = existsSync(join(dataDir, "ports.json")) || existsSync(join(dataDir, "agencies"));
    const removed = isStack ? readdirSync(dataDir).filter((name) => !keep.has(name) && ofStack.has(name)) : [];
    for (const name of removed) rmSync(join(dataDir, name), { recursive: true, force: true });
    context.output.say(context.output.words("say.stackReset"));
    context.output.data({ reset: true, removed }, "");
}

const ofStack = new Set([
    "trust",
    "agencies",
    "tls",
    "accounts",
    "ports.json",
    "profile",
    "running.json",
    "control-token",
    "lock.json",
]);

export interface FaultOptions {
    readonly from?: string;
    readonly to?: string;
    readonly both?: boolean;
    readonly cut?: "refuse" | "blackhole";
    readonly delay?: number;
    readonly bytesPerSecond?: number;
    readonly heal?: boolean;
    readonly homeserver?: string;
    readonly action?: string;
}

/** One fault replaces the one before it on the same link. */
export async function faultStack(context: Context, options: FaultOptions): Promise<void> {
    const running = findRunningStack(dataDirOf(context));
    if (running === undefined) {
        throw new CommandFailure("stack-not-running", exitCodes.failed, "say.stackNotRunning");
    }
    const { from, to, both = false, cut = null, delay = 0, bytesPerSecond = null, homeserver, action } = options;
    if (options.heal === true) {
        const answer = await control(running, "DELETE", "/links");
        context.output.say(context.output.words("say.healed"));
        context.output.data(answer, "");
        return;
    }
    if (homeserver !== undefined && action !== undefined) {
        const path = `/homeservers/${encodeURIComponent(homeserver)}/${encodeURIComponent(action)}`;
        context.output.data(await control(running, "POST", path), "");
        return;
    }
    const isFault = cut !== null || delay > 0 || bytesPerSecond !== null;
    if (from === undefined || to === undefined || !isFault) throw badUsage("usage.fault");
    const fault = { from, to, both, cut, delayMs: delay, bytesPerSecond };
    context.output.data(await control(running, "POST", "/links", fault), "");
}

async function control(running: RunningStack, method: string, path: string, body?: unknown): Promise<unknown> {
    const { proxyControlUrl, proxyControlTokenFile } = running.ready;
    const token = readFileSync(proxyControlTokenFile, "utf8").trim();
    const response = await fetch(proxyControlUrl + path, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { readonly error?: unknown };
    if (response.ok) return answer;
    const exitCode = response.status < 500 && response.status !== 409 ? exitCodes.badUsage : exitCodes.failed;
    throw new CommandFailure("fault-refused", exitCode, "failure.fault", { error: String(answer.error) });
}

const stackFailure = (code: string, message: string, exitCode: number) =>
    new CommandFailure(code, exitCode, "failure.stack", { message });

function describe({ ready }: RunningStack): string {
    return ready.agencies
        .flatMap((agency) => [
            `${agency.serverName}\t${agency.clientUrl}`,
            ...agency.users.map((user) => `    ${user.userId}`),
        ])
        .join("\n");
}
