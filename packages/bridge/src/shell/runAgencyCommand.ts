import type { Clock } from "@valise/base";
import type { GatewayResult } from "./shell.ts";

/** A command of the agency's own, as its administrator configured it: a gateway, or what brings an invitation or a reminder. */
export interface AgencyCommand {
    /** An absolute path, and arguments. */
    readonly command: readonly [string, ...string[]];
    readonly timeoutS: number;
}

/** The part of a child process that is used here. */
interface Child {
    readonly stdin: { end(text: string): unknown; on(event: "error", listener: () => void): unknown } | null;
    once(event: "error", listener: () => void): unknown;
    once(event: "exit", listener: (exitCode: number | null) => void): unknown;
    kill(signal: "SIGKILL"): boolean;
}
type Start = (
    file: string,
    args: readonly string[],
    options: { readonly stdio: ["pipe", "ignore", "ignore"]; readonly env: Record<string, string>; readonly cwd: "/" },
) => Child;

export interface AgencyCommandParts {
    readonly start: Start;
    readonly clock: Clock;
    readonly env: Readonly<Record<string, string | undefined>>;
}

/** Of the surroundings the command gets these and no more: nothing of this program is handed on. */
const KEPT = ["PATH", "HOME", "LANG", "TMPDIR", "SystemRoot"] as const;

/**
 * Runs a command of the agency's once: the message (a gateway's call, an invitation, a reminder) as one JSON object on its
 * standard input, which then ends; what it prints is read by nobody. Whatever happens, it is over after the time-out.
 */
export function runAgencyCommand(
    { command: [file, ...args], timeoutS }: AgencyCommand,
    message: object,
    { start, clock, env }: AgencyCommandParts,
): Promise<GatewayResult> {
    const kept = Object.fromEntries(KEPT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
    return new Promise((resolve) => {
        let child: Child;
        try {
            child = start(file, args, { stdio: ["pipe", "ignore", "ignore"], env: kept, cwd: "/" });
        } catch {
            return resolve({ state: "not-started", exitCode: null });
        }
        const timer = clock.after(timeoutS * 1000, () => {
            resolve({ state: "timed-out", exitCode: null });
            child.kill("SIGKILL");
        });
        const end = (result: GatewayResult) => {
            timer[Symbol.dispose]();
            resolve(result);
        };
        child.once("error", () => end({ state: "not-started", exitCode: null }));
        child.once("exit", (exitCode) => end({ state: exitCode === 0 ? "done" : "failed", exitCode }));
        // A command that reads nothing closes its end first.
        child.stdin?.on("error", () => {});
        child.stdin?.end(`${JSON.stringify(message)}\n`);
    });
}
