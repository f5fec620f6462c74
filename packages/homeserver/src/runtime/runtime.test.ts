import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureRuntime, environmentName } from "./ensureRuntime.ts";
import { findPython, isNewEnough } from "./findPython.ts";
import { foldPipError } from "./foldPipError.ts";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "valise-unit-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers as a Python of that version would, and fails at everything else. */
function fakePython(version: string): string {
    const path = join(folder, "python");
    writeFileSync(
        path,
        `#!/bin/sh\ncase "$*" in *version_info*) echo ${version};; *) echo no ensurepip >&2; exit 1;; esac\n`,
    );
    chmodSync(path, 0o755);
    return path;
}

describe("findPython", () => {
    it("says that there is none", async () => {
        const command = join(folder, "nowhere");
        expect(await findPython(command)).toEqual({ ok: false, error: { kind: "python-missing", tried: [command] } });
    });

    it("says which one is too old", async () => {
        const found = await findPython(fakePython("3.9.18"));
        expect(found).toEqual({ ok: false, error: { kind: "python-too-old", found: "3.9.18", needed: "3.10" } });
    });

    it.each([
        ["2.7.18", false],
        ["3.9.99", false],
        ["3.10.0", true],
        ["3.13.1", true],
        ["4.0.0", false],
        ["nonsense", false],
    ])("%s is new enough: %s", (version, expected) => expect(isNewEnough(version)).toBe(expected));
});

it("a Python without venv is named, and nothing half-made is taken for whole", async () => {
    const options = { runtimeDir: join(folder, "runtime"), python: fakePython("3.11.2") };
    for (const _attempt of [1, 2]) {
        const made = await ensureRuntime(options);
        expect(made).toMatchObject({ ok: false, error: { kind: "venv-missing", detail: "no ensurepip" } });
    }
});

it("a runtime folder that is a file is refused", async () => {
    const runtimeDir = join(folder, "runtime");
    writeFileSync(runtimeDir, "");
    const made = await ensureRuntime({ runtimeDir, python: fakePython("3.11.2") });
    expect(made).toMatchObject({ ok: false, error: { kind: "data-folder-corrupted", path: runtimeDir } });
});

it("another Python or other requirements make another environment", () => {
    const name = environmentName("a==1", { command: "python3", version: "3.11.2" });
    expect(environmentName("a==1", { command: "/usr/bin/python3", version: "3.11.9" })).toBe(name);
    expect(environmentName("a==2", { command: "python3", version: "3.11.2" })).not.toBe(name);
    expect(environmentName("a==1", { command: "python3", version: "3.12.2" })).not.toBe(name);
});

it("every requirement is pinned to one version and hash-checked", () => {
    const text = readFileSync(new URL("../../python/requirements.txt", import.meta.url), "utf8");
    const entries = text.split("\n").filter((line) => /^[a-z]/.test(line));
    expect(entries.length).toBeGreaterThan(30);
    for (const entry of entries) expect(entry).toMatch(/^[a-z0-9._-]+==[^\s]+ .*\\$/);
    expect(text).toContain("\nmatrix-synapse==1.163.2 \\\n    --hash=sha256:");
});

describe("foldPipError", () => {
    it.each([
        ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk-full"],
        [
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\nERROR: No matching distribution",
            "packages-unreachable",
        ],
        ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "packages-refused"],
        ["ERROR: No matching distribution found for matrix-synapse==1.163.2", "packages-refused"],
        ["something pip has never said", "packages-refused"],
    ])("%s", (output, kind) => expect(foldPipError(output, "/venv").kind).toBe(kind));
});
