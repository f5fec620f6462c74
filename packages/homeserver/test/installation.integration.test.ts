import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { demoStack, startStack } from "../src/index.ts";

let folder: string;
const saved = { ...process.env };
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "valise-supervised-"));
    // An address on which nobody listens stands for a network that is not there.
    process.env.PIP_INDEX_URL = "http://127.0.0.1:9/simple";
    process.env.PIP_RETRIES = "1";
    process.env.PIP_NO_CACHE_DIR = "1";
    delete process.env.PIP_FIND_LINKS;
});
afterEach(() => {
    process.env = { ...saved };
    rmSync(folder, { recursive: true, force: true });
});

it("says that the package index cannot be reached, and tries anew the next time", async () => {
    const runtimeDir = join(folder, "runtime");
    const options = { description: demoStack, dataDir: join(folder, "data"), runtimeDir };
    for (const _attempt of [1, 2]) {
        const started = await startStack(options);
        expect(started).toMatchObject({ ok: false, error: { kind: "packages-unreachable" } });
        expect(readdirSync(runtimeDir)).toEqual([]);
        expect(existsSync(join(folder, "data/lock.json"))).toBe(false);
    }
});

it("an installation can be cancelled and leaves nothing half-made", async () => {
    const runtimeDir = join(folder, "runtime");
    const controller = new AbortController();
    const started = await startStack({
        description: demoStack,
        dataDir: join(folder, "data"),
        runtimeDir,
        signal: controller.signal,
        onProgress: (step) => {
            if (step === "creating-environment") setTimeout(() => controller.abort(), 300);
        },
    });
    expect(started).toEqual({ ok: false, error: { kind: "cancelled" } });
    expect(readdirSync(runtimeDir)).not.toContain("install.lock");
});
