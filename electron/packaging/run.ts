import { execFile } from "node:child_process";
import { promisify } from "node:util";

const start = promisify(execFile);

/** Runs a program to its end and answers its output; throws with its last words when it fails. */
export async function run(
    command: string,
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
    const { stdout } = await start(command, args, { ...options, maxBuffer: 1 << 26 });
    return stdout.trim();
}
