import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ReadyLine } from "@valise/homeserver";
import { afterEach, beforeEach, expect, it } from "vitest";

let dataDir: string;
let started: { child: ChildProcess; said: string[] }[];

beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "valise-supervised-"));
    started = [];
});
afterEach(async () => {
    for (const { child } of started) child.kill("SIGTERM");
    await nothingLeft();
    rmSync(dataDir, { recursive: true, force: true });
});

it("says one line when ready, shows no secret, and leaves nothing behind on SIGINT", async () => {
    const { child, ready, said } = await npmStart();
    expect(ready.agencies.map(({ id, serverName }) => [id, serverName])).toEqual([
        ["mfa", "mfa.example"],
        ["mod", "mod.example"],
        ["intel", "intel.example"],
    ]);
    for (const { clientUrl } of ready.agencies) expect((await fetch(`${clientUrl}/health`)).ok).toBe(true);
    if (ready.web !== null) expect((await fetch(ready.web)).ok).toBe(true);
    const secrets = ready.agencies.flatMap(({ adminTokenFile, users }) =>
        [adminTokenFile, ready.proxyControlTokenFile, ...users.map((user) => user.passwordFile)].map((path) =>
            readFileSync(path, "utf8").trim(),
        ),
    );
    const logs = ready.agencies.flatMap(({ id }) =>
        ["homeserver.log", "console.log"].map((name) => readFileSync(join(dataDir, "agencies", id, name), "utf8")),
    );
    expect(secrets.filter((secret) => [...said, ...logs].some((text) => text.includes(secret)))).toEqual([]);

    child.kill("SIGINT");
    expect((await once(child, "exit"))[0]).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
    expect(readdirSync(dataDir).sort()).toEqual(["agencies", "control-token", "ports.json", "tls"]);
    for (const port of portsOf(ready)) expect(await isFree(port)).toBe(true);
});

it("after npm was killed the next start comes up in the same place, with the same accounts", async () => {
    const first = await npmStart();
    const password = readFileSync(first.ready.agencies[0]?.users[0]?.passwordFile ?? "", "utf8");
    first.child.kill("SIGKILL");
    const second = await npmStart();
    expect(second.ready).toEqual(first.ready);
    expect(readFileSync(second.ready.agencies[0]?.users[0]?.passwordFile ?? "", "utf8")).toBe(password);
});

async function npmStart(): Promise<{ child: ChildProcess; ready: ReadyLine; said: string[] }> {
    const args = ["start", "--silent", "--", "--headless", "--json", "--data", dataDir];
    const child = spawn("npm", args, { cwd: join(import.meta.dirname, ".."), stdio: ["ignore", "pipe", "pipe"] });
    const said: string[] = [];
    started.push({ child, said });
    child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
    return new Promise((resolve, reject) => {
        child.once("exit", (code) => reject(new Error(`npm start ended with ${code}:\n${said.join("")}`)));
        createInterface({ input: child.stdout }).on("line", (line) => {
            said.push(line);
            resolve({ child, ready: JSON.parse(line) as ReadyLine, said });
        });
    });
}

/** Command lines that name the folder: supervisor and homeservers. */
function processesOf(folder: string): string[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .map((pid) => {
            try {
                return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
            } catch {
                return "";
            }
        })
        .filter((commandLine) => commandLine.includes(folder));
}

async function nothingLeft(): Promise<void> {
    for (let i = 0; i < 300 && processesOf(dataDir).length > 0; i++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(processesOf(dataDir)).toEqual([]);
}

function portsOf({ agencies, proxyControlUrl, web }: ReadyLine): number[] {
    const urls = agencies.flatMap(({ clientUrl, adminUrl }) => [clientUrl, adminUrl]);
    return [...urls, proxyControlUrl, web ?? proxyControlUrl].map((url) => Number(new URL(url).port));
}

function isFree(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
}
