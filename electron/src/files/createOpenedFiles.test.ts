import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createOpenedFiles } from "./createOpenedFiles.ts";

let base: string;
beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "valise-opened-"));
});
afterEach(() => rm(base, { recursive: true }));
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

it("keeps opened files to their owner and two of one name apart", async () => {
    using files = await createOpenedFiles(join(base, "opened"));
    const first = await files.put("../note.txt", new Uint8Array([1]));
    const second = await files.put("../note.txt", new Uint8Array([2]));
    expect(first).not.toBe(second);
    expect([...(await readFile(second))]).toEqual([2]);
    expect(await modeOf(first)).toBe(0o600);
    expect(await modeOf(dirname(first))).toBe(0o700);
    expect(await modeOf(join(base, "opened"))).toBe(0o700);
    expect(first.startsWith(join(base, "opened"))).toBe(true);
});

it("leaves nothing at the end, and clears what a crash left", async () => {
    const crashed = await createOpenedFiles(join(base, "opened"));
    const left = await crashed.put("a.txt", new Uint8Array([1]));
    const next = await createOpenedFiles(join(base, "opened"));
    await expect(stat(left)).rejects.toThrow("ENOENT");
    await next.put("b.txt", new Uint8Array([1]));
    next[Symbol.dispose]();
    await expect(stat(join(base, "opened"))).rejects.toThrow("ENOENT");
});
