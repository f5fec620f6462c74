import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveAsset } from "./resolveAsset.ts";

let base: string;
let root: string;

beforeAll(async () => {
    base = await realpath(await mkdtemp(join(tmpdir(), "valise-assets-")));
    root = join(base, "page");
    await mkdir(join(root, "assets"), { recursive: true });
    await writeFile(join(base, "secret.txt"), "secret");
    await writeFile(join(root, "index.html"), "<!doctype html>");
    await writeFile(join(root, "assets", "main-x1.js"), "0");
    await writeFile(join(root, ".hidden"), "0");
    await symlink(join(base, "secret.txt"), join(root, "link.txt"));
    await symlink(base, join(root, "up"));
});
afterAll(() => rm(base, { recursive: true }));

describe("resolveAsset", () => {
    it("finds the start page and an asset, whatever the query", async () => {
        expect(await resolveAsset(root, "app://valise/")).toBe(join(root, "index.html"));
        expect(await resolveAsset(root, "app://valise/assets/main-x1.js?a#b")).toBe(join(root, "assets", "main-x1.js"));
    });

    it.each([
        "app://valise/../secret.txt",
        "app://valise/%2e%2e/secret.txt",
        "app://valise/%2e%2e%2fsecret.txt",
        "app://valise/..%5csecret.txt",
        "app://valise/..%5Csecret.txt",
        "app://valise/assets/..%2f..%2fsecret.txt",
        "app://valise//etc/passwd",
        "app://valise/%2fetc/passwd",
        "app://valise/C:%5csecret.txt",
        "app://valise/link.txt",
        "app://valise/up/secret.txt",
        "app://valise/index.html%00.js",
        "app://valise/index.html%00",
        "app://valise/%",
        "app://valise/.hidden",
        "app://valise/assets",
        "app://valise/assets/",
        "app://valise/missing.js",
        "not a url",
    ])("does not find %j", async (url) => {
        expect(await resolveAsset(root, url)).toBeNull();
    });
});
