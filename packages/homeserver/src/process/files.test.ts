import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ensureSecret, foldFileError, lastLines, readJsonIfPresent, writeFileAtomic } from "./files.ts";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "valise-unit-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a secret is made once, for its owner's eyes", () => {
    const path = join(folder, "deep/secret");
    const first = ensureSecret(path);
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(ensureSecret(path)).toBe(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
});

it("a file is replaced whole", () => {
    const path = join(folder, "file");
    writeFileAtomic(path, "one");
    writeFileAtomic(path, "two");
    expect(readFileSync(path, "utf8")).toBe("two");
});

it("a full disk, a forbidden folder and a file where a folder should be are told apart", () => {
    expect(
        foldFileError(
            caught(() => writeFileSync("/dev/full", "x")),
            "/data",
        ),
    ).toEqual({
        kind: "disk-full",
        path: "/data",
    });
    const denied = Object.assign(new Error("denied"), { code: "EACCES" });
    expect(foldFileError(denied, "/data")).toEqual({ kind: "data-folder-unwritable", path: "/data" });
    writeFileSync(join(folder, "file"), "");
    const wrong = caught(() => writeFileAtomic(join(folder, "file/inside"), "x"));
    expect(foldFileError(wrong, "/data")).toMatchObject({ kind: "data-folder-corrupted", path: "/data" });
});

it("an error that is none of the file system's goes on", () => {
    const other = new TypeError("a bug");
    expect(() => foldFileError(other, "/data")).toThrow(other);
});

it("half-written JSON reads as nothing", () => {
    writeFileSync(join(folder, "x.json"), '{"a":');
    expect(readJsonIfPresent(join(folder, "x.json"))).toBeUndefined();
    expect(readJsonIfPresent(join(folder, "missing.json"))).toBeUndefined();
});

it("the last lines come in order, and none from a missing file", () => {
    writeFileSync(join(folder, "log"), "a\nb\nc\n");
    expect(lastLines(join(folder, "log"), 2)).toEqual(["b", "c"]);
    expect(lastLines(join(folder, "none"), 2)).toEqual([]);
});

function caught(act: () => void): unknown {
    try {
        act();
    } catch (error) {
        return error;
    }
    throw new Error("nothing was thrown");
}
