import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
    callControl,
    defaultRuntimeDir,
    describeStackError,
    findRunningStack,
    resetStack,
    type StackDescription,
    startStack,
    startTestStack,
    stopRunningStack,
} from "../src/index.ts";
import { identifyProcess } from "../src/process/processIdentity.ts";
import { signIn, until } from "./matrixClient.ts";

const users = [{ localpart: "alice", displayName: "Alice", roles: [], clearance: null, admin: false }];
const description: StackDescription = {
    kind: "test",
    agencies: [{ id: "mfa", serverName: "mfa.example", name: "MFA", users }],
};
let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "valise-supervised-"));
    children = [];
});
afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    // The homeserver of one that was killed writes until it notices.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const start = () => startStack({ description, dataDir, runtimeDir: defaultRuntimeDir() });

async function startSupervisor(): Promise<{ child: ChildProcess; synapsePid: number }> {
    const child = spawn(process.execPath, [join(import.meta.dirname, "supervisor.ts"), dataDir], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line")) as [string];
    return { child, synapsePid: (JSON.parse(line) as { pid: number }).pid };
}

it("a killed supervisor takes its homeserver with it, and the next start finds everything as it was", async () => {
    const { child, synapsePid } = await startSupervisor();
    const before = findRunningStack(dataDir)?.ready;
    expect(before?.agencies[0]?.clientUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    child.kill("SIGKILL");
    await until(() => identifyProcess(synapsePid) === undefined, 10_000);
    expect(findRunningStack(dataDir)).toBeUndefined();
    const again = await start();
    if (!again.ok) throw new Error(describeStackError(again.error));
    await using stack = again.value;
    expect(stack.ready).toEqual(before);
});

it("a homeserver that outlived its supervisor is ended by the next start", async () => {
    const { child, synapsePid } = await startSupervisor();
    process.kill(synapsePid, "SIGSTOP");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(identifyProcess(synapsePid)).toBeDefined();
    const again = await start();
    if (!again.ok) throw new Error(describeStackError(again.error));
    await using _stack = again.value;
    expect(identifyProcess(synapsePid)).toBeUndefined();
});

it("a second start is refused while the first runs, which can be found and asked to end", async () => {
    const { child, synapsePid } = await startSupervisor();
    const second = await start();
    expect(second).toEqual({ ok: false, error: { kind: "stack-already-running", pid: child.pid, dataDir } });
    expect(findRunningStack(dataDir)?.findUser("@alice:mfa.example")?.agency.id).toBe("mfa");
    expect(await resetStack(dataDir)).toMatchObject({ ok: false, error: { kind: "stack-already-running" } });
    expect(await stopRunningStack(dataDir)).toBe(true);
    expect(identifyProcess(synapsePid)).toBeUndefined();
    expect(readdirSync(dataDir).sort()).toEqual(["agencies", "control-token", "ports.json", "profile", "tls"]);
    expect(await resetStack(dataDir)).toMatchObject({ ok: true });
    expect(readdirSync(dataDir)).toEqual([]);
});

it("a server that dies by itself is started again", async () => {
    await using stack = await startTestStack({ agencies: 1 });
    const pid = stack.status().agencies[0]?.pid ?? 0;
    process.kill(pid, "SIGKILL");
    await until(() => {
        const [now] = stack.status().agencies;
        return now?.state === "running" && now.pid !== pid;
    }, 30_000);
    expect(await stack.isHealthy("mfa")).toBe(true);
});

it("another process steers a running stack through its control interface", async () => {
    await startSupervisor();
    const running = findRunningStack(dataDir);
    if (running === undefined) throw new Error("not found");
    const paused = await callControl(running, { kind: "homeserver", id: "mfa", action: "pause" });
    expect(paused).toEqual({ ok: true, value: { id: "mfa", state: "paused" } });
    expect(await callControl(running, { kind: "homeserver", id: "mfa", action: "restart" })).toMatchObject({
        ok: true,
    });
    const status = await callControl(running, { kind: "status" });
    expect(status).toMatchObject({ value: { homeservers: [{ id: "mfa", state: "running" }] } });
    const unknown = await callControl(running, { kind: "fault", from: "mfa", to: "nowhere" });
    expect(unknown).toMatchObject({ ok: false, error: { status: 404, error: "no-such-link" } });
    const wrong = await callControl(running, { kind: "fault", from: "mfa", to: "mod", delayMs: -1 });
    expect(wrong).toMatchObject({ ok: false, error: { status: 400, error: "bad-request" } });
});

it("two stacks side by side do not meet", async () => {
    await using one = await startTestStack({ agencies: 2 });
    await using two = await startTestStack({ agencies: 2 });
    const here = await signIn(one, "alice");
    const room = await here.createRoom({ invite: ["@bob:mod.example"] });
    await (await signIn(one, "bob")).join(room);
    const elsewhere = await signIn(two, "bob");
    expect((await elsewhere.call("GET", "/_matrix/client/v3/joined_rooms")).body).toEqual({ joined_rooms: [] });
});

it("a database that is none is refused before anything is touched", async () => {
    const first = await start();
    if (!first.ok) throw new Error(describeStackError(first.error));
    await first.value[Symbol.asyncDispose]();
    const database = join(dataDir, "agencies/mfa/homeserver.db");
    writeFileSync(database, "not a database at all");
    const second = await start();
    expect(second).toMatchObject({ ok: false, error: { kind: "data-folder-corrupted", path: database } });
    expect(readFileSync(database, "utf8")).toBe("not a database at all");
    expect(existsSync(join(dataDir, "lock.json"))).toBe(false);
});

it("a server that dies at start shows its last lines, and leaves nothing running", async () => {
    const first = await start();
    if (!first.ok) throw new Error(describeStackError(first.error));
    await first.value[Symbol.asyncDispose]();
    writeFileSync(join(dataDir, "agencies/mfa/secrets/signing.key"), "ed25519 broken\n");
    const second = await start();
    if (second.ok) throw new Error("started with a broken signing key");
    expect(second.error).toMatchObject({ kind: "homeserver-died", agency: "mfa", exit: "exit code 1" });
    expect(describeStackError(second.error)).toContain("signing");
    expect(readdirSync(dataDir)).not.toContain("lock.json");
});
