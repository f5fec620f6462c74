import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@valise/base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileLock } from "./createFileLock.ts";

describe("file lock", () => {
    let folder: string;
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "valise-lock-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("lets one in at a time, and the next as soon as it is free", async () => {
        const lock = createFileLock(join(folder, "lock"));
        const first = unwrap(await lock.acquire(0));
        expect(await lock.acquire(150)).toEqual({ ok: false, error: { kind: "store-in-use" } });
        const second = lock.acquire(5000);
        first[Symbol.dispose]();
        unwrap(await second)[Symbol.dispose]();
    });

    it("is held against another process, and let go when that is killed", async () => {
        const path = join(folder, "lock");
        const script = `import { createFileLock } from ${JSON.stringify(join(import.meta.dirname, "createFileLock.ts"))};
            const held = await createFileLock(${JSON.stringify(path)}).acquire(0);
            process.stdout.write(String(held.ok)); setInterval(() => held, 1000);`;
        const other = spawn(process.execPath, ["--input-type=module", "-e", script], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        const exited = once(other, "exit");
        const [said] = await once(other.stdout, "data");
        expect(String(said)).toBe("true");
        expect((await createFileLock(path).acquire(150)).ok).toBe(false);
        other.kill("SIGKILL");
        await exited;
        unwrap(await createFileLock(path).acquire(0))[Symbol.dispose]();
    });
});
