import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { AgencyTrustSnapshot, CommunityTrustSnapshot } from "@valise/bridge";

/** The line that `npm start -- --headless --json` prints, a public interface. */
export interface DemoStack {
    readonly web: string;
    readonly caFile: string;
    readonly proxyControlUrl: string;
    readonly agencies: readonly DemoAgency[];
    readonly trust: CommunityTrustSnapshot | null;
}

export interface DemoAgency {
    readonly id: string;
    readonly name: string;
    readonly steward: string | null;
    readonly trust: AgencyTrustSnapshot | null;
    readonly serverName: string;
    readonly clientUrl: string;
    readonly adminUrl: string;
    readonly adminTokenFile: string;
    readonly users: readonly DemoUser[];
}

export interface DemoUser {
    readonly userId: string;
    readonly displayName: string;
    readonly passwordFile: string;
    /** Written where the demonstration itself has signed this account in. */
    readonly recoveryFile?: string;
}

export interface RunningDemo {
    readonly stack: DemoStack;
    readonly dataFolder: string;
    stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");

/** Starts the demo as a user would, in a folder of its own, and waits for its one line. */
export async function startDemoStack(): Promise<RunningDemo> {
    const dataFolder = mkdtempSync(join(tmpdir(), "valise-e2e-"));
    const child = spawn("node", ["scripts/start.mjs", "--headless", "--json"], {
        cwd: root,
        env: { ...process.env, VALISE_DATA: dataFolder },
        stdio: ["ignore", "pipe", "inherit"],
    });
    const stop = async () => {
        await endProcess(child);
        rmSync(dataFolder, { recursive: true, force: true });
    };
    try {
        return { stack: await readyLine(child), dataFolder, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

function readyLine(child: ChildProcess): Promise<DemoStack> {
    return new Promise((done, fail) => {
        child.once("exit", (code) => fail(new Error(`npm start ended with exit code ${code} before it was ready`)));
        const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
        lines.on("line", (line) => {
            const parsed = JSON.parse(line) as DemoStack & { ready?: boolean };
            if (parsed.ready) done(parsed);
        });
    });
}

async function endProcess(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGINT");
    await ended;
}

const stackFile = "VALISE_E2E_STACK";

/** Hands the running stack from the global set-up to the journeys' processes. */
export function publishStack(stack: DemoStack): void {
    process.env[stackFile] = JSON.stringify(stack);
}

export function publishedStack(): DemoStack {
    const text = process.env[stackFile];
    if (text === undefined) throw new Error("the global set-up has not started a stack");
    return JSON.parse(text) as DemoStack;
}

/** Where a journey that signed this account in for the first time kept its recovery code, in the demonstration's own folder. */
export const keptCodeFileOf = ({ passwordFile }: DemoUser): string => `${passwordFile}.recovery`;

export const passwordOf = (user: DemoUser): string => readFileSync(user.passwordFile, "utf8").trim();
