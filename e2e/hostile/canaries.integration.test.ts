import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startTestStack, type TestStack, type TestUser } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTap, type Tap } from "../support/tap.ts";
import { filesBelow, filesWith } from "./filesWith.ts";
import { type ProcessWatch, watchProcesses } from "./watchProcesses.ts";

const bin = resolve(import.meta.dirname, "../../apps/cli/bin/valise.js");
const canary = (what: string) => `CANARY-${what}-${randomBytes(8).toString("hex")}`;
const body = canary("body");
const roomName = canary("room");
const topic = canary("topic");
const fileName = `${canary("file")}.pdf`;
const fileText = canary("content");

let stack: TestStack;
let tap: Tap;
let alice: TestUser;
let person: string;
let processes: ProcessWatch;
let token: string;
let recoveryCode: string;
const printed: string[] = [];

/** One `valise` of a person with nothing but an account at a homeserver; all the traffic goes through the tap. */
async function valise(stdin: string, ...args: string[]): Promise<string> {
    const child: ChildProcess = spawn(process.execPath, [bin, "--as", alice.userId, "--json", ...args], {
        env: { PATH: process.env.PATH, HOME: person, LANG: "C.UTF-8", VALISE_DATA: person },
        stdio: ["pipe", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (chunk) => {
        stdout += chunk;
    });
    child.stderr?.on("data", (chunk) => {
        stderr += chunk;
    });
    child.stdin?.end(stdin);
    const code = await new Promise((done) => child.on("close", done));
    printed.push(stdout, stderr);
    expect(code, stderr).toBe(0);
    return stdout;
}

beforeAll(async () => {
    stack = await startTestStack();
    alice = stack.user("alice");
    tap = await startTap(alice.clientUrl);
    person = mkdtempSync(join(tmpdir(), "valise-canaries-"));
    processes = watchProcesses(person);
    const recoveryFile = join(person, "recovery");
    const files = ["--password-file", "-", "--recovery-file", recoveryFile];
    await valise(`${alice.password}\n`, "login", "--homeserver", tap.url, ...files);
    recoveryCode = readFileSync(recoveryFile, "utf8").trim();
    rmSync(recoveryFile);
    const login = tap.matching(/^POST .*\/login/).find(({ answer }) => answer?.body.includes("access_token"));
    token = (JSON.parse(login?.answer?.body ?? "{}") as { access_token: string }).access_token;

    const names = ["--name", roomName, "--topic", topic, "--invite", stack.user("bob").userId];
    const { roomId } = JSON.parse(await valise("", "room", "create", ...names)) as { roomId: string };
    await valise(body, "send", "--room", roomId, "-");
    const folder = join(person, "outgoing");
    mkdirSync(folder);
    writeFileSync(join(folder, fileName), fileText);
    await valise("", "send", "--room", roomId, "--file", join(folder, fileName));
    rmSync(folder, { recursive: true });
    // What a person does with the command after that: nothing of it may bring a secret out.
    for (const action of ["rooms", "whoami"]) await valise("", action);
});
afterAll(async () => {
    processes?.[Symbol.dispose]();
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
    rmSync(person, { recursive: true, force: true });
});

/** What nobody but the device may have; the password and the token also go to the homeserver, by one way each. */
const secrets = (): readonly (readonly [string, string])[] => [
    ["password", alice.password],
    ["recovery code", recoveryCode],
    ["recovery code without spaces", recoveryCode.replaceAll(" ", "")],
    ["access token", token],
    ["message", body],
    ["file's content", fileText],
];
const names = (): readonly (readonly [string, string])[] => [
    ["room's name", roomName],
    ["topic", topic],
    ["file's name", fileName],
];

describe("canaries", () => {
    it("are planted: each is long, and was used", () => {
        for (const [what, text] of [...secrets(), ...names()]) expect(text.length, what).toBeGreaterThan(12);
        expect(tap.matching(/^PUT .*\/send\/m\.room\.encrypted\//)).toHaveLength(2);
        expect(tap.matching(/^PUT .*\/state\/m\.room\.encrypted\//)).toHaveLength(2);
        expect(tap.matching(/^POST .*\/media\/.*upload/)).toHaveLength(1);
    });

    it("stand in no address, and in no request but the password where it proves who one is", () => {
        const proofs = /^POST \/_matrix\/client\/v3\/(login|keys\/device_signing\/upload)$/;
        for (const [what, text] of [...secrets(), ...names()]) {
            const urls = tap.requests.filter(({ url }) => decodeURIComponent(url).includes(text));
            expect(urls, `${what} in an address`).toEqual([]);
            const bodies = tap.requests.filter((request) => request.body.includes(text));
            const elsewhere = bodies.filter(
                ({ method, url }) => what !== "password" || !proofs.test(`${method} ${url}`),
            );
            expect(elsewhere, `${what} in a request`).toEqual([]);
            // The search does find what is there.
            if (what === "password") expect(bodies.length).toBeGreaterThan(0);
        }
    });

    it("stand on no command line and in no environment, save a name on the one that was given it", () => {
        const engines = [...processes.seen].filter((line) => line.includes("engineProcess"));
        const commands = [...processes.seen].filter((line) => line.includes("valise.js"));
        expect(engines.length).toBeGreaterThan(0);
        expect(commands.length).toBeGreaterThan(0);
        for (const [what, text] of secrets()) {
            expect(
                [...processes.seen].filter((line) => line.includes(text)),
                what,
            ).toEqual([]);
        }
        for (const [what, text] of names()) {
            expect(
                engines.filter((line) => line.includes(text)),
                what,
            ).toEqual([]);
        }
        expect(commands.some((line) => line.includes(roomName))).toBe(true);
    });

    it("are printed by no command", () => {
        expect(printed.join("")).toContain(alice.userId);
        for (const [what, text] of secrets()) expect(printed.join("").includes(text), what).toBe(false);
    });

    it("stand nowhere in the account's folder: all of it is sealed", () => {
        expect(filesBelow(person).length).toBeGreaterThan(3);
        for (const [what, text] of [...secrets(), ...names()]) expect(filesWith(person, text), what).toEqual([]);
    });

    it("stand in no log of a homeserver, nor in its database but for what signs one in", () => {
        const logs = filesBelow(stack.dataDir).filter((file) => file.endsWith(".log"));
        expect(logs.length).toBeGreaterThan(1);
        for (const [what, text] of [...secrets(), ...names()]) {
            const found = filesWith(stack.dataDir, text);
            expect(
                found.filter((file) => file.endsWith(".log")),
                what,
            ).toEqual([]);
            if (what === "password") expect(found).toEqual([alice.passwordFile]);
            else if (what === "access token") expect(found.some((file) => /\.db(-wal)?$/.test(file))).toBe(true);
            else expect(found, what).toEqual([]);
        }
    });
});
