import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export interface RunOutcome {
    /** Null: it could not be started, or the time ran out. */
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a program to its end and keeps what it said; never throws. Kills it after `timeoutMs`. */
export function run(
    command: string,
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<RunOutcome> {
    return new Promise((resolve) => {
        const child = spawn(command, args, {
            cwd: options.cwd,
            env: options.env ?? process.env,
            stdio: ["ignore", "pipe", "pipe"],
            timeout: options.timeoutMs ?? 600_000,
            killSignal: "SIGKILL",
        });
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
        });
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
        });
        child.on("error", (error) => resolve({ exitCode: null, stdout, stderr: stderr + error.message }));
        child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
}

/** SHA-256 of a file in lower-case hex; null when it cannot be read. */
export async function sha256OfFile(path: string): Promise<string | null> {
    const hash = createHash("sha256");
    try {
        await pipeline(createReadStream(path), hash);
        return hash.digest("hex");
    } catch {
        return null;
    }
}
