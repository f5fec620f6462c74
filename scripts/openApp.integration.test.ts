import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ensureWebBuild } from "./ensureWebBuild.ts";
import { openApp } from "./openApp.ts";

let dataDir: string;
let display: ChildProcess;
const ready = {
    web: "http://127.0.0.1:9",
    caFile: "/nowhere/ca.pem",
    agencies: [
        {
            ...{ id: "mfa", name: "Foreign Ministry", serverName: "mfa.example", clientUrl: "http://127.0.0.1:9" },
            ...{ steward: null, trust: null },
        },
    ],
    trust: null,
} as unknown as Parameters<typeof openApp>[0]["ready"];

beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "valise-open-"));
    display = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], {
        stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const number = await new Promise<string>((done) =>
        (display.stdio[3] as Readable).setEncoding("utf8").once("data", (text: string) => done(text.trim())),
    );
    vi.stubEnv("DISPLAY", `:${number}`);
    vi.stubEnv("DBUS_SESSION_BUS_ADDRESS", "");
});
afterEach(async () => {
    vi.unstubAllEnvs();
    display.kill();
    await new Promise((done) => display.once("close", done));
    rmSync(dataDir, { recursive: true, force: true });
});

const windowShown = () =>
    spawnSync("xdotool", ["search", "--onlyvisible", "--name", "^Valise$"], { encoding: "utf8" }).stdout.trim() !== "";
const leftovers = () =>
    readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLineOf(pid).includes(join(dataDir, "desktop")));

function commandLineOf(pid: string): string {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
        return "";
    }
}

it("opens the app on the given agencies and leaves nothing behind when it is closed", async () => {
    expect(await ensureWebBuild()).not.toMatchObject({ kind: "failed" });
    const said: string[] = [];
    // The authority's file is not there: the app must say so, and not start without it.
    {
        await using _app = await openApp({ ready, dataDir, exerciseUrl: null, say: (line) => void said.push(line) });
        await vi.waitFor(() => expect(said.join("\n")).toContain("/nowhere/ca.pem"), { timeout: 30_000 });
    }
    await vi.waitFor(() => expect(leftovers()).toEqual([]), { timeout: 10_000 });
    {
        const withAuthority = { ...ready, caFile: join(dataDir, "ca.pem") };
        const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null"];
        spawnSync("openssl", ["req", "-x509", ...key, "-subj", "/CN=test", "-out", withAuthority.caFile]);
        await using _app = await openApp({
            ready: withAuthority,
            dataDir,
            exerciseUrl: null,
            say: (line) => void said.push(line),
        });
        await vi.waitFor(() => expect(windowShown()).toBe(true), { timeout: 30_000 });
    }
    await vi.waitFor(() => expect(leftovers()).toEqual([]), { timeout: 10_000 });
});

it("says where a browser finds the app when there is no display", async () => {
    vi.stubEnv("DISPLAY", "");
    vi.stubEnv("WAYLAND_DISPLAY", "");
    const said: string[] = [];
    expect(await openApp({ ready, dataDir, exerciseUrl: null, say: (line) => void said.push(line) })).toBeUndefined();
    expect(said.at(-1)).toContain("http://127.0.0.1:9");
});
