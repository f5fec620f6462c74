import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockHolder, takeLock, waitForLock } from "./lockFile.ts";
import { identifyProcess, isRunning, signalProcess } from "./processIdentity.ts";

let folder: string;
let path: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "valise-unit-"));
    path = join(folder, "lock.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is held until given back, and leaves no file", () => {
    const lock = takeLock(path);
    if (!lock.ok) throw new Error("refused a free lock");
    expect(takeLock(path)).toMatchObject({ ok: false, error: { kind: "lock-held", by: { pid: process.pid } } });
    expect(lockHolder(path)?.pid).toBe(process.pid);
    lock.value[Symbol.dispose]();
    expect(lockHolder(path)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
});

it("of a process that is gone is taken over, also when its number is in use again", () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: "an earlier boot/1" }));
    expect(lockHolder(path)).toBeUndefined();
    using lock = unwrapLock(takeLock(path));
    expect(lock).toBeDefined();
});

it.each(["", "{", '{"pid":"x"}'])("that is damaged (%j) is taken over", (content) => {
    writeFileSync(path, content);
    using lock = unwrapLock(takeLock(path));
    expect(lock).toBeDefined();
});

it("can be waited for", async () => {
    const first = unwrapLock(takeLock(path));
    const waiting = waitForLock(path, 5_000, () => first[Symbol.dispose]());
    using second = unwrapLock(await waiting);
    expect(second).toBeDefined();
});

it("a signal goes to exactly the process that was meant", () => {
    const self = identifyProcess(process.pid)!;
    expect(isRunning(self)).toBe(true);
    const stranger = { pid: self.pid, startedAt: "another start" };
    expect(isRunning(stranger)).toBe(false);
    expect(signalProcess(stranger, "SIGKILL")).toBe(false);
});

function unwrapLock(result: ReturnType<typeof takeLock>): Disposable {
    if (!result.ok) throw new Error("refused");
    return result.value;
}
