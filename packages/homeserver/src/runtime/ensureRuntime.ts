import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import { foldFileError, readTextIfPresent, writeFileAtomic } from "../process/files.ts";
import { waitForLock } from "../process/lockFile.ts";
import { findPython, type Python } from "./findPython.ts";
import { foldPipError } from "./foldPipError.ts";

const run = promisify(execFile);
const PYTHON_DIR = fileURLToPath(new URL("../../python", import.meta.url));
const LOCK_WAIT_MS = 300_000;

/** An installed Synapse. Any number of stacks share one. */
export interface Runtime {
    readonly python: string;
    /** Our own Python files: the launcher, Synapse's modules, the maker of certificates. */
    readonly pythonDir: string;
}

export interface RuntimeOptions {
    readonly runtimeDir: string;
    readonly python?: string | undefined;
    /** With what Synapse needs for PostgreSQL and Redis. */
    readonly scale?: boolean | undefined;
    readonly onProgress?: ((step: RuntimeStep) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
}
export type RuntimeStep = "creating-environment" | "installing-synapse" | "waiting-for-other-install";

/**
 * Installs Synapse into `runtimeDir/<hash of the requirements>-<python>` unless it is there. Wheels only, every file checked
 * against its pinned hash. A marker written last says that it is whole: what a kill left half-made is made anew.
 */
export async function ensureRuntime(options: RuntimeOptions): Promise<Result<Runtime, StackError>> {
    const python = await findPython(options.python);
    if (!python.ok) return python;
    const names = options.scale === true ? ["requirements.txt", "requirements-scale.txt"] : ["requirements.txt"];
    const requirements = names.map((name) => join(PYTHON_DIR, name));
    const texts = requirements.map((path) => readFileSync(path, "utf8")).join("");
    const venv = join(options.runtimeDir, environmentName(texts, python.value));
    try {
        if (isComplete(venv)) return ok(runtimeOf(venv));
        const lock = await waitForLock(join(options.runtimeDir, "install.lock"), LOCK_WAIT_MS, () =>
            options.onProgress?.("waiting-for-other-install"),
        );
        if (!lock.ok) return err({ kind: "runtime-busy", waitedMs: LOCK_WAIT_MS });
        using _held = lock.value;
        if (isComplete(venv)) return ok(runtimeOf(venv));
        const installed = await install(venv, python.value, requirements, options);
        return installed.ok ? ok(runtimeOf(venv)) : installed;
    } catch (error) {
        return err(foldFileError(error, options.runtimeDir));
    }
}

/** The interpreter's minor version and the machine count too: wheels are built for both. */
export function environmentName(requirements: string, python: Python): string {
    const hash = createHash("sha256").update(requirements).digest("hex").slice(0, 16);
    const minor = python.version.split(".").slice(0, 2).join(".");
    return `synapse-${hash}-py${minor}-${process.platform}-${process.arch}`;
}

async function install(
    venv: string,
    python: Python,
    requirements: readonly string[],
    { onProgress, signal }: RuntimeOptions,
): Promise<Result<void, StackError>> {
    rmSync(venv, { recursive: true, force: true });
    mkdirSync(venv, { recursive: true, mode: 0o755 });
    onProgress?.("creating-environment");
    const made = await runStep(python.command, ["-m", "venv", venv], signal);
    if (signal?.aborted) return err({ kind: "cancelled" });
    if (!made.ok) {
        if (/No space left/.test(made.error)) return err({ kind: "disk-full", path: venv });
        return err({ kind: "venv-missing", python: python.command, detail: firstLines(made.error) });
    }
    onProgress?.("installing-synapse");
    const files = requirements.flatMap((path) => ["-r", path]);
    const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"];
    const filled = await runStep(pythonIn(venv), [...pip, "--only-binary", ":all:", ...files], signal);
    if (!filled.ok) {
        rmSync(venv, { recursive: true, force: true });
        if (signal?.aborted) return err({ kind: "cancelled" });
        return err(foldPipError(filled.error, venv));
    }
    writeFileAtomic(markerOf(venv), `${new Date().toISOString()}\n`, 0o644);
    return ok();
}

async function runStep(command: string, args: string[], signal?: AbortSignal): Promise<Result<void, string>> {
    try {
        await run(command, args, { timeout: 600_000, maxBuffer: 16 * 1024 * 1024, ...(signal && { signal }) });
        return ok();
    } catch (error) {
        const output = error as { stdout?: string; stderr?: string; message: string };
        return err([output.stderr, output.stdout].filter(Boolean).join("\n").trim() || output.message);
    }
}

const pythonIn = (venv: string): string => join(venv, "bin", "python");
const markerOf = (venv: string): string => join(venv, "complete");
const isComplete = (venv: string): boolean => readTextIfPresent(markerOf(venv)) !== undefined;
const runtimeOf = (venv: string): Runtime => ({ python: pythonIn(venv), pythonDir: PYTHON_DIR });
const firstLines = (text: string): string => text.trim().split("\n").slice(0, 3).join(" ");
