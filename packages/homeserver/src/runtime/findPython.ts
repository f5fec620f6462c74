import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";

const run = promisify(execFile);
const NEEDED = { major: 3, minor: 10 };
const CANDIDATES = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

export interface Python {
    readonly command: string;
    readonly version: string;
}

/** Finds a Python that is new enough: the one asked for, or the first of the usual names on the PATH. */
export async function findPython(asked: string | undefined): Promise<Result<Python, StackError>> {
    const tried = asked === undefined ? CANDIDATES : [asked];
    let tooOld: string | undefined;
    for (const command of tried) {
        const version = await pythonVersion(command);
        if (version === undefined) continue;
        if (isNewEnough(version)) return ok({ command, version });
        tooOld ??= version;
    }
    if (tooOld !== undefined) return err({ kind: "python-too-old", found: tooOld, needed: "3.10" });
    return err({ kind: "python-missing", tried });
}

/** Python 4 is not assumed to work: the pinned wheels are for Python 3. */
export function isNewEnough(version: string): boolean {
    const [major, minor] = version.split(".").map(Number);
    return major === NEEDED.major && minor !== undefined && minor >= NEEDED.minor;
}

async function pythonVersion(command: string): Promise<string | undefined> {
    try {
        const program = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
        const { stdout } = await run(command, ["-I", "-c", program], { timeout: 20_000 });
        return /^\d+\.\d+\.\d+$/.test(stdout.trim()) ? stdout.trim() : undefined;
    } catch {
        return undefined;
    }
}
