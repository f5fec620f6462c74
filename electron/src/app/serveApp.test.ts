import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveApp } from "./serveApp.ts";

let root: string;
beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "valise-serve-"));
    await writeFile(join(root, "index.html"), "<!doctype html>");
    await writeFile(join(root, "engine.wasm"), new Uint8Array([0, 97, 115, 109]));
    await writeFile(join(root, "notes.exe"), "0");
});
afterAll(() => rm(root, { recursive: true }));

const get = (url: string, init?: RequestInit) => serveApp(root, "default-src 'none'")(new Request(url, init));

describe("serveApp", () => {
    it("serves the page with the policy and without sniffing", async () => {
        const answer = await get("app://valise/");
        expect(answer.status).toBe(200);
        expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
        expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'");
        expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    });

    it("gives WebAssembly the type that streaming compilation asks for", async () => {
        expect((await get("app://valise/engine.wasm")).headers.get("content-type")).toBe("application/wasm");
    });

    it("knows no other method, host or file type, and keeps the policy on refusals", async () => {
        expect((await get("app://valise/", { method: "POST", body: "x" })).status).toBe(405);
        expect((await get("app://valise/", { method: "HEAD" })).status).toBe(405);
        expect((await get("app://other/")).status).toBe(404);
        expect((await get("app://valise/notes.exe")).status).toBe(404);
        expect((await get("app://valise/none.js")).headers.get("content-security-policy")).toBe("default-src 'none'");
    });
});
