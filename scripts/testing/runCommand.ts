import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/** Runs a command of the project's own tools with their output shown; resolves to its exit code (a signal counts as 1). */
export function runCommand(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
    const [name = "", ...args] = command;
    const path = [join(process.cwd(), "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
    return new Promise((resolve, reject) => {
        const child = spawn(name, args, {
            stdio: ["ignore", "inherit", "inherit"],
            env: { ...process.env, ...env, PATH: path },
        });
        child.on("error", reject);
        child.on("exit", (code) => resolve(code ?? 1));
    });
}
