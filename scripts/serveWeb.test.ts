import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveWeb, type WebServer } from "./serveWeb.ts";

const config = {
    agencies: [
        {
            ...{ id: "mfa", name: "Foreign Ministry", serverName: "mfa.example", clientUrl: "http://127.0.0.1:1" },
            ...{ adminUrl: "http://127.0.0.1:2", steward: null, trust: null },
        },
    ],
    trust: null,
};
let folder: string;
let web: WebServer;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "valise-unit-"));
    const site = join(folder, "site");
    mkdirSync(join(site, "assets"), { recursive: true });
    writeFileSync(join(folder, "secret"), "not yours");
    writeFileSync(join(site, ".built-from"), "not yours either");
    writeFileSync(join(site, "index.html"), "<!doctype html>");
    writeFileSync(join(site, "assets/engine-1a2b.wasm"), "\0asm");
    web = await serveWeb(site, config, 0);
});
afterAll(async () => {
    await web[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
});

it("serves the page with a policy that lets nothing foreign in", async () => {
    const response = await fetch(web.url);
    expect(await response.text()).toBe("<!doctype html>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https:|\*(?!;)[^:]/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

it("tells the app its agencies, and nothing about files", async () => {
    expect(await (await fetch(`${web.url}config.json`)).json()).toEqual(config);
});

it("lets built files be kept, since their names change with them", async () => {
    const response = await fetch(`${web.url}assets/engine-1a2b.wasm`);
    expect(response.headers.get("content-type")).toBe("application/wasm");
    expect(response.headers.get("cache-control")).toContain("immutable");
});

it.each(["/../secret", "/%2e%2e/secret", "/..%2fsecret", "/.built-from", "/assets", "/nowhere", "/%00", "/%"])(
    "answers %s with nothing",
    async (path) => {
        const { status, body } = await rawGet(path);
        expect([400, 404]).toContain(status);
        expect(body).toBe("");
    },
);

it("answers no foreign host name and no other method", async () => {
    expect((await rawGet("/", { host: "evil.example" })).status).toBe(421);
    expect((await fetch(web.url, { method: "POST" })).status).toBe(405);
});

/** `fetch` would tidy the path up before sending it. */
function rawGet(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
        const { port } = new URL(web.url);
        const call = request({ host: "127.0.0.1", port, path, headers }, (response) => {
            let body = "";
            response.setEncoding("utf8").on("data", (text: string) => {
                body += text;
            });
            response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        });
        call.on("error", reject).end();
    });
}
